"""Misspellings that can only be one word. A fixed list: nothing is read because it looks alike."""

from __future__ import annotations

from app.when.model import When
from app.when.tokens import Token

_OFTEN: dict[str, str] = {
    "January": "janurary januray janaury januaray jannuary janauary janury januarry",
    "February": (
        "febuary feburary februrary febrary febraury febuaury feburay februay februry febuarary"
    ),
    "March": "mrach marhc",
    "April": "apirl aprli arpil apil appril",
    "June": "juen",
    "July": "jully",
    "August": "augst agust auguest augsut augus auguust",
    "September": (
        "septmber septemeber setpember septembr spetember sepetember septemer septemebr setember "
        "septermber"
    ),
    "October": "ocotber octber octobr octoer ocober otcober octoeber octobre octover",
    "November": "novemeber novmber novemebr novembr noveber novemer novermber nomvember",
    "December": "decmber decemeber decemebr decembr deecember dececmber decmeber decemer decmeber",
    "Tuesday": "tuseday teusday",
    "Wednesday": "wedensday wednsday wensday wednesady",
    "Thursday": "thrusday thurday",
    "autumn": "atumn autum autunm autmn",
    "quarterly": "quaterly quartely",
    "monthly": "montly monthy",
    "ongoing": "ongong ongoin onging",
}
MISSPELT = {wrong: right for right, all_wrong in _OFTEN.items() for wrong in all_wrong.split()}


def corrected(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens with misspelt words put right; each stays where it stands in the text."""
    if not any(token.text in MISSPELT for token in tokens):
        return tokens
    return tuple(_right(token) for token in tokens)


def _right(token: Token) -> Token:
    right = MISSPELT.get(token.text)
    if right is None:
        return token
    return Token(token.kind, right.lower(), token.start, token.end, token.spaced, token.new_line)


def spelling_note(written: tuple[Token, ...], words: str) -> str:
    """Says which words were read as which, or nothing."""
    said = [
        f"“{words[token.start : token.end]}” is read as {MISSPELT[token.text]}."
        for token in written
        if token.text in MISSPELT
    ]
    return " ".join(dict.fromkeys(said))


def with_note(when: When, note: str) -> When:
    """The same when, with one more note at its end."""
    if not note or not when.is_read:
        return when
    return when.noted(note)
