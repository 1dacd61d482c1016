"""Who gets in and how: passwords, links, limits, addresses, and who may lose which role."""

from __future__ import annotations

import hmac
import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from pyotp.totp import TOTP
from zxcvbn import zxcvbn

LEAST_PASSWORD = 12
LONGEST_PASSWORD = 200
LONGEST_EMAIL = 254
LONGEST_NAME = 200
LONGEST_PATH = 2_000

SIGN_IN_LINK_LIFE = timedelta(minutes=10)
INVITATION_LIFE = timedelta(days=7)
NEW_PASSWORD_LIFE = timedelta(hours=1)
PASSKEY_STEP_LIFE = timedelta(minutes=5)
CODE_STEP_LIFE = timedelta(minutes=10)

CODE_SECONDS = 30
RECOVERY_CODES = 10
MOST_PASSKEYS = 20
MOST_ASKED = 20

DEMONSTRATION_DAY = date(2013, 12, 4)
"""Where a demonstration's calendar stands until an administrator moves it."""
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


class CompanySize(StrEnum):
    """Size of a company by people employed."""

    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class LinkPurpose(StrEnum):
    """What a link in a mail is for."""

    SIGN_IN = "sign in"
    SET_PASSWORD = "set password"


class StepKind(StrEnum):
    """What somebody has begun on the way in."""

    ADD_PASSKEY = "add a passkey"
    USE_PASSKEY = "use a passkey"
    ENTER_CODE = "enter a code"


@dataclass(frozen=True)
class Limit:
    """At most `most` attempts in any stretch of `within`."""

    most: int
    within: timedelta


PER_ACCOUNT = Limit(5, timedelta(minutes=15))
PER_NETWORK = Limit(20, timedelta(minutes=15))

_STRONG_ENOUGH = 3  # of zxcvbn's 0 to 4: more than 100 million guesses
_MEASURED = 72  # zxcvbn's own limit; a password whose beginning is strong is strong

_COMPANY_FORMS = frozenset(
    {"ltd", "limited", "cic", "llp", "plc", "cio", "scio", "inc", "uk", "co"}
)
"""Words at the end of a name that say what kind of company it is."""

_SHORTEST_SINGLE_NAME = 4
_LEAST_OF_ITS_OWN = 8
_WORDS_OF_THE_SERVICE = ("commissioning", "tracker", "community", "planning", "council")
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})")


def free_again(times: Iterable[datetime], limit: Limit, at: datetime) -> datetime | None:
    """When the next attempt is allowed; None where it is allowed at once."""
    recent = sorted(time for time in times if time > at - limit.within)
    return recent[-limit.most] + limit.within if len(recent) >= limit.most else None


def network_of(address: str) -> str:
    """The network address under which attempts are counted: one home or office, one count."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or ip_network((found, 64), strict=False))


def tidy_password(typed: str) -> str:
    """One form of what different keyboards send for the same characters."""
    return unicodedata.normalize("NFKC", typed)


def password_fault(password: str, own_words: Collection[str] = ()) -> str | None:
    """Why a password is refused, as a sentence; None where it is good.

    `own_words` are the person's own: their name, their address.
    """
    if len(password) < LEAST_PASSWORD:
        return f"Password must be {LEAST_PASSWORD} characters or more"
    if len(password) > LONGEST_PASSWORD:
        return f"Password must be {LONGEST_PASSWORD} characters or fewer"
    parts = {part for word in own_words for part in re.split(r"\W+", word.casefold())}
    rest = re.sub(r"\W+", "", password.casefold())
    for part in sorted((part for part in parts if len(part) > 2), key=len, reverse=True):
        rest = rest.replace(part, "")
    if rest != re.sub(r"\W+", "", password.casefold()) and len(rest) < _LEAST_OF_ITS_OWN:
        return "Password must not be made of your name or email address"
    known = [*_WORDS_OF_THE_SERVICE, *parts]
    if zxcvbn(password[:_MEASURED], user_inputs=known)["score"] < _STRONG_ENOUGH:
        return "Password is too easy to guess. Use three or more words that do not belong together"
    return None


def tidy_email(typed: str) -> str:
    """An address in the one form in which it is stored, compared and written on a mail."""
    address = unicodedata.normalize("NFC", typed.strip()).lower()
    if address.isascii() or len(address) > LONGEST_EMAIL:
        return address
    try:
        valid = validate_email(address, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return address
    return valid.ascii_email or address


def email_fault(typed: str) -> str | None:
    """Why an address is refused, as a sentence; None where it is well formed."""
    if len(typed) > LONGEST_EMAIL:
        return f"Email address must be {LONGEST_EMAIL} characters or fewer"
    try:
        validate_email(tidy_email(typed), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return "Enter an email address in the correct format, like name@example.org"
    return None


def folded(words: str) -> str:
    """Words as they are compared: no case, one space."""
    return " ".join(unicodedata.normalize("NFC", words).casefold().split())


def plainest(words: str) -> str:
    """Words as they are searched and sorted: no case and no accents."""
    parted = unicodedata.normalize("NFKD", folded(words))
    return "".join(c for c in parted if not unicodedata.combining(c))


def tidy_postcode(typed: str) -> str:
    """A postcode in capitals with its one space; what has not the form stays as typed."""
    found = _POSTCODE.fullmatch(re.sub(r"\s+", "", typed).upper())
    return f"{found[1]} {found[2]}" if found else typed.strip()


def postcode_fault(typed: str) -> str | None:
    """Why a postcode is refused; None where it has the form of a United Kingdom one."""
    if _POSTCODE.fullmatch(re.sub(r"\s+", "", typed).upper()):
        return None
    return "Enter a full UK postcode, like AB39 2AA"


def local_path(asked: str | None) -> str:
    """Where to go after signing in: a path of this service, or "" for anything else."""
    path = asked or ""
    if not path.startswith("/") or path.startswith("//") or len(path) > LONGEST_PATH:
        return ""
    # Browsers read a backslash as a slash, and drop tabs and line breaks.
    if "\\" in path or any(not c.isprintable() or c.isspace() for c in path):
        return ""
    try:
        parts = urlsplit(path)
    except ValueError:
        return ""
    return "" if parts.scheme or parts.netloc else path


def why_not_without_administrator(
    *, is_self: bool, is_administrator: bool, administrators: int
) -> str | None:
    """Why somebody may not leave or lose the role of administrator; None where they may.

    `administrators` counts everybody who holds the role now.
    """
    if is_administrator and administrators <= 1:
        return "There must be an administrator. Make somebody else one first."
    if is_self:
        return "You cannot take away your own access. Ask another administrator."
    return None


def in_words(words: Iterable[str], nothing: str = "none") -> str:
    """Several words as one list: "member and officer"."""
    listed = sorted(words)
    if len(listed) < 2:
        return listed[0] if listed else nothing
    return f"{', '.join(listed[:-1])} and {listed[-1]}"


def company_named_in(text: str, names: Iterable[str]) -> str | None:
    """The first of the names that the text gives away, in full or without "Ltd"; None if none.

    Case, blanks, punctuation and "&" for "and" make no difference. A name of one word counts only
    where it is written with its own capitals, since it may be an ordinary word.
    """
    words = _name_words(text)
    as_typed = set(re.findall(r"\w+", unicodedata.normalize("NFKC", text)))
    for name in names:
        core = _name_core(_name_words(name))
        if len(core) == 1:
            first = re.findall(r"\w+", unicodedata.normalize("NFKC", name))[0]
            if first in as_typed and len(first) >= _SHORTEST_SINGLE_NAME:
                return name
        elif core and f" {' '.join(core)} " in f" {' '.join(words)} ":
            return name
    return None


def _name_words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).casefold().replace("&", " and ")
    return re.findall(r"\w+", re.sub(r"['’]", "", plain))


def _name_core(words: list[str]) -> list[str]:
    kept = list(words)
    while len(kept) > 1 and kept[-1] in _COMPANY_FORMS:
        kept.pop()
    return kept


@dataclass(frozen=True)
class PasskeyPlace:
    """Where passkeys belong: the name that they are made for, and the origin that they are used at.

    Both are of BASE_URL, never of what a request claims (WebAuthn, "RP ID" and "origin").
    """

    name: str
    origin: str


def passkey_place(base_url: str) -> PasskeyPlace | None:
    """Where passkeys belong; None where browsers have none: at a number, or without TLS."""
    base = urlsplit(base_url)
    name = (base.hostname or "").lower()
    try:
        ip_address(name)
    except ValueError:
        pass
    else:
        return None
    is_here = name == "localhost" or name.endswith(".localhost")
    if not name or not (base.scheme == "https" or is_here):
        return None
    standard = {"https": 443, "http": 80}[base.scheme]
    port = "" if base.port in (None, standard) else f":{base.port}"
    return PasskeyPlace(name, f"{base.scheme}://{name}{port}")


def may_be_copied(counted: int, now: int) -> bool:
    """Whether a passkey's count went back, as two copies of it would have it (WebAuthn, 6.1.1).

    Passkeys that are kept in step over several devices do not count: theirs is always 0.
    """
    return (counted > 0 or now > 0) and now <= counted


def tidy_code(typed: str) -> str:
    """A code as it is compared: no blanks or hyphens, small letters."""
    return re.sub(r"[\s\-–]", "", unicodedata.normalize("NFKC", typed)).lower()


def in_groups(secret: str) -> str:
    """Letters in groups of four, to be read and typed."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def step_of_code(typed: str, secret: str, at: datetime, after: int = 0) -> int | None:
    """The time-step of 30 seconds whose code this is; None where it is none (RFC 6238).

    One step before and one after the present one count too, for a clock that is a little wrong;
    steps up to `after` do not: a code works once.
    """
    now = int(at.timestamp()) // CODE_SECONDS
    app = TOTP(secret, interval=CODE_SECONDS)
    for step in (now - 1, now, now + 1):
        if step > after and hmac.compare_digest(app.generate_otp(step).encode(), typed.encode()):
            return step
    return None
