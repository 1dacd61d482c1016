"""Why a file is not accepted, in a sentence for whoever sent it, with a way out."""

from __future__ import annotations

LONGEST_QUOTED = 60
"""Characters of a name inside an archive that a sentence shows."""


class NotAccepted(Exception):
    """A file that cannot be taken. `sentence` is shown to whoever sent it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def not_what_it_says(name: str, kind: str) -> NotAccepted:
    """Its content is of another kind than its ending, or damaged. `kind` is like "PDF"."""
    return NotAccepted(f"{name} is not what its name says: its content is not {kind}")


def two_in_one(name: str, kind: str) -> NotAccepted:
    """A picture or a PDF that can be unpacked as an archive too."""
    return NotAccepted(f"{name} is an archive as well as {kind}. Save it anew and try again")


def too_many_pixels(name: str, millions: int) -> NotAccepted:
    """A small picture that takes all of a reader's memory."""
    return NotAccepted(f"{name} has more than {millions} million pixels. Make it smaller")


def damaged(name: str) -> NotAccepted:
    """What is listed in an archive, and what is in it, differ; or something hides beside it."""
    return NotAccepted(f"{name} is damaged, or holds more than it lists. Make it anew")


def too_many_parts(name: str) -> NotAccepted:
    """An Office file of too many parts."""
    return NotAccepted(f"{name} has too many parts. Save it as a PDF and try again")


def too_many_files(name: str, most: int) -> NotAccepted:
    """An archive of too many files."""
    return NotAccepted(f"{name} holds more than {most:,} files. Send fewer, or several archives")


def no_files(name: str) -> NotAccepted:
    """An archive with nothing in it."""
    return NotAccepted(f"{name} holds no files")


def unpacks_too_far(name: str) -> NotAccepted:
    """A few bytes that unpack to very many."""
    return NotAccepted(f"{name} unpacks to far more than its size. Send what is in it by itself")


def too_deep(name: str) -> NotAccepted:
    """Archives in archives in archives."""
    return NotAccepted(f"{name} holds archives inside archives. Send what is in it by itself")


def too_large_inside(name: str, part: str, megabytes: int) -> NotAccepted:
    """An archive or Office file inside, larger than can be looked into in memory."""
    return NotAccepted(
        f"{name} holds “{quoted(part)}”, which is larger than {megabytes} MB unpacked. "
        "Send it by itself"
    )


def with_password(name: str) -> NotAccepted:
    """Encrypted: nobody could look into it, neither the tracker nor a scanner."""
    return NotAccepted(
        f"{name} is protected by a password. Save it without one: quotes are sealed in any case"
    )


def packed_strangely(name: str) -> NotAccepted:
    """A method of packing that the tracker cannot look into."""
    return NotAccepted(f"{name} is packed in an unusual way. Make an ordinary zip archive of it")


def with_macros(name: str) -> NotAccepted:
    """Programs in an Office file."""
    return NotAccepted(f"{name} holds macros. Save it without macros and try again")


def with_objects(name: str) -> NotAccepted:
    """Embedded objects, controls or programs in an Office file."""
    return NotAccepted(
        f"{name} holds an embedded object or program. Save it as a PDF and try again"
    )


def fetching(name: str) -> NotAccepted:
    """A template, an object or a picture that is loaded when an Office file is opened."""
    return NotAccepted(
        f"{name} fetches something from elsewhere when it is opened. Save it as a PDF and try again"
    )


def not_allowed_inside(name: str, part: str, kinds: str) -> NotAccepted:
    """A file in an archive that would not be taken by itself."""
    return NotAccepted(f"{name} holds “{quoted(part)}”. Files in it must be {kinds}")


def wrong_inside(name: str, part: str, sentence: str) -> NotAccepted:
    """A file in an archive that is refused for what is in it, as `sentence` says."""
    return NotAccepted(f"In {name}: {sentence.replace(part, quoted(part), 1)}")


def misleading_name(name: str, part: str) -> NotAccepted:
    """A name in an archive that leads out of its folder, or hides characters."""
    return NotAccepted(f"{name} holds a file whose name is not safe: “{quoted(part)}”")


def same_name_twice(name: str, part: str) -> NotAccepted:
    """Two entries of one name: programs differ in which they show."""
    return NotAccepted(f"{name} holds two files of the name “{quoted(part)}”")


def not_a_file(name: str, part: str) -> NotAccepted:
    """A symbolic link, or a device."""
    return NotAccepted(f"{name} holds a link instead of a file: “{quoted(part)}”")


def quoted(part: str) -> str:
    """A name inside an archive, short enough for a sentence and without hidden characters."""
    plain = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in part)
    half = LONGEST_QUOTED // 2
    return plain if len(plain) <= LONGEST_QUOTED else f"{plain[:half]}…{plain[1 - half :]}"
