"""Reads published plan pages. Pure: nothing is stored here, and no web framework is known.

`read_page` goes one way: `decoding` gives text; `text_page`, or `markup`, `html_page` and
`html_lines`, give one stream of lines; `grammar` sorts them into blocks by their `headings`;
`front`, `actions`, `partners`, `milestones`, `measures` and `first_dates` read the blocks.
"""

from app.plans.importing.as_json import page_as_json
from app.plans.importing.parts import (
    ReadAction,
    ReadFirstDate,
    ReadMeasure,
    ReadMilestone,
    ReadPlan,
    UnreadLine,
)
from app.plans.importing.reading import read_page

__all__ = [
    "ReadAction",
    "ReadFirstDate",
    "ReadMeasure",
    "ReadMilestone",
    "ReadPlan",
    "UnreadLine",
    "page_as_json",
    "read_page",
]
