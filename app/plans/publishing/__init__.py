"""A published edition in the forms in which it leaves the tracker. Pure, from the frozen copy.

`page` puts an edition's words in the blocks of the published page; `text` writes them as text, a
template (`plans/edition_paste.html`) as HTML that a website's editor takes. The importer reads both
back to the same plan: where it would take words for something else, `signs` gives them its sign.
"""

from app.plans.publishing.page import EditionHead, PublishedAction, PublishedPage, page_of
from app.plans.publishing.text import as_text

__all__ = ["EditionHead", "PublishedAction", "PublishedPage", "as_text", "page_of"]
