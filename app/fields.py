"""Form fields for what people type in several ways: a day, a deadline, and a sum of money.

Each has a `kind`, by which components/form.html chooses how to draw it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any, ClassVar, Protocol, cast
from zoneinfo import ZoneInfo

from wtforms import Field, FieldList
from wtforms.utils import unset_value
from wtforms.widgets import TextInput

from app.formats import MONTHS, day_in_words, pounds, time_in_words

MOST_STORED = 2**63 - 1
"""The largest whole number that a database keeps."""

MOST_PENCE = 10_000_000_000
"""£100,000,000: more in one sum is a slip of the hand."""

_SUM = re.compile(r"£?\s*(?P<pounds>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<pence>[0-9]{1,2}))?")
_CLOCK = re.compile(
    r"(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2}))?\s*(?P<half>am|pm|a\.m\.|p\.m\.)?"
)
_LONGEST_TYPED = 40


class _Posted(Protocol):
    def getlist(self, key: str, /) -> list[Any]: ...
    def __contains__(self, key: object, /) -> bool: ...


class PoundsField(Field):
    """A sum of money typed as "10,000", "£10,000.00" or "10000"; its data is whole pence.

    `least` and `most` are in pence. Use with `InputRequired` or `Optional`.
    """

    kind: ClassVar[str] = "pounds"
    widget = TextInput()
    data: int | None

    def __init__(
        self,
        label: str | None = None,
        validators: list[Any] | None = None,
        *,
        least: int = 0,
        most: int = MOST_PENCE,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.least = least
        self.most = most

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else pounds(self.data).removeprefix("£")

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the sum; raises ValueError with the sentence for the person."""
        typed = str(valuelist[0]).strip() if valuelist else ""
        self.data = None
        if not typed:
            self.raw_data = []  # blanks alone are nothing typed, and a required sum is then missed
            return
        name = self.label.text
        if typed.startswith(("-", "−", "–")) and _SUM.fullmatch(typed[1:].strip()):
            raise ValueError(f"{name} must be {pounds(self.least)} or more")
        found = _SUM.fullmatch(typed)
        if found is None:
            raise ValueError(f"{name} must be an amount of money, like 1,250 or 1,250.50")
        whole = found["pounds"].replace(",", "").lstrip("0") or "0"
        # Python reads no whole number of more than 4,300 digits, and nobody means one.
        pence = self.most + 1
        if len(whole) <= _LONGEST_TYPED:
            pence = int(whole) * 100 + int((found["pence"] or "").ljust(2, "0"))
        if pence > self.most:
            raise ValueError(f"{name} must be {pounds(self.most)} or less")
        if pence < self.least:
            raise ValueError(f"{name} must be {pounds(self.least)} or more")
        self.data = pence


class RowList(FieldList):
    """A list of rows, of which a made-up row number ("²", thousands of digits) is left out."""

    def _extract_indices(self, prefix: str, formdata: Iterable[str]) -> Iterable[int]:
        row = re.compile(rf"{re.escape(prefix)}-([0-9]{{1,6}})(?:-|$)")
        return [int(found[1]) for name in formdata if (found := row.match(name))]


class _FieldOfParts(Field):
    """A field of several text boxes, each posted as `<name>-<part>`."""

    PARTS: ClassVar[tuple[str, ...]] = ()
    widget = TextInput()

    def __init__(
        self, label: str | None = None, validators: list[Any] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.parts: dict[str, str] = dict.fromkeys(self.PARTS, "")
        self.wrong_parts: tuple[str, ...] = ()

    @property
    def first_wrong_id(self) -> str:
        """The id of the box that an error leads to."""
        return f"{self.id}-{(self.wrong_parts or self.PARTS)[0]}"

    def process(
        self,
        formdata: _Posted | None,
        data: Any = unset_value,
        extra_filters: Iterable[Any] | None = None,
    ) -> None:
        """Gather the boxes into one list of what was typed, so that any POST can be read."""
        typed: list[str] = []
        gathered = None
        if formdata is not None:
            typed = [self._typed(formdata, part) for part in self.PARTS]
            gathered = _Gathered({self.name: typed})
        super().process(cast(Any, gathered), data, extra_filters=cast(Any, extra_filters))
        if gathered is not None:
            # Validators ask the first raw value whether anything was typed: any box counts.
            self.raw_data = [" ".join(typed).strip()]

    def _typed(self, formdata: _Posted, part: str) -> str:
        values = formdata.getlist(f"{self.name}-{part}")
        # NUL and other unseen characters never mean anything in a date.
        seen = "".join(c for c in str(values[0]) if c.isprintable()) if values else ""
        return seen.strip()[:_LONGEST_TYPED]

    def process_data(self, value: Any) -> None:
        """Fill the boxes from a stored value."""
        self.data = value
        self.parts = self.split(value) if value is not None else dict.fromkeys(self.PARTS, "")

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the boxes; raises ValueError with the sentence for the person."""
        self.data = None
        self.parts = dict(zip(self.PARTS, valuelist, strict=True))
        if any(self.parts.values()):
            self.data = self.join(self.parts)

    def split(self, value: Any) -> dict[str, str]:
        """What each box shows for a stored value."""
        raise NotImplementedError

    def join(self, parts: Mapping[str, str]) -> Any:
        """The value that the boxes mean; raises ValueError with the sentence for the person."""
        raise NotImplementedError

    def _refuse(self, wrong: tuple[str, ...], sentence: str) -> ValueError:
        self.wrong_parts = wrong
        return ValueError(f"{self.label.text} {sentence}")

    def _day(self, parts: Mapping[str, str]) -> date:
        missing = tuple(part for part in ("day", "month", "year") if not parts[part])
        if missing:
            raise self._refuse(missing, f"must include a {' and a '.join(missing)}")
        if not re.fullmatch(r"[0-9]{4}", parts["year"]):
            raise self._refuse(("year",), "must have a year of 4 numbers, like 2014")
        month = _month_number(parts["month"])
        if month is None:
            raise self._refuse(("month",), "must have a real month, like 3 or March")
        if not re.fullmatch(r"[0-9]{1,2}", parts["day"]):
            raise self._refuse(("day",), "must have a real day, like 27")
        try:
            return date(int(parts["year"]), month, int(parts["day"]))
        except ValueError as impossible:
            raise self._refuse(("day", "month", "year"), "must be a real date") from impossible


class GovDateField(_FieldOfParts):
    """A day in three boxes, `<name>-day`, `-month` and `-year`; its data is a `date` or None.

    A month may be typed as a number or a name. Use with `InputRequired` or `Optional`.
    """

    kind: ClassVar[str] = "date"
    PARTS: ClassVar[tuple[str, ...]] = ("day", "month", "year")
    data: date | None

    def split(self, value: date) -> dict[str, str]:
        """Day, month and year as numbers."""
        return {"day": str(value.day), "month": str(value.month), "year": f"{value.year:04d}"}

    def join(self, parts: Mapping[str, str]) -> date:
        """The day that the three boxes mean."""
        return self._day(parts)


class DeadlineField(_FieldOfParts):
    """A day and a time of day in `zone`, in four boxes; its data is an aware UTC instant or None.

    The boxes are `<name>-day`, `-month`, `-year` and `-time`. A time may be typed as "12 noon",
    "5pm", "5:30pm" or "17:30". A time that the clocks skip or repeat is refused, and so is
    "midnight", of which a day has two.
    """

    kind: ClassVar[str] = "deadline"
    PARTS: ClassVar[tuple[str, ...]] = ("day", "month", "year", "time")
    data: datetime | None

    def __init__(
        self,
        label: str | None = None,
        validators: list[Any] | None = None,
        *,
        zone: str = "Europe/London",
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.zone = ZoneInfo(zone)

    def split(self, value: datetime) -> dict[str, str]:
        """Day, month, year and time of day in the zone."""
        local = value.astimezone(self.zone)
        exact = f"{local:%H:%M}" if (local.hour, local.minute) == (0, 0) else time_in_words(local)
        return {
            "day": str(local.day),
            "month": str(local.month),
            "year": f"{local.year:04d}",
            "time": exact,
        }

    def join(self, parts: Mapping[str, str]) -> datetime:
        """The instant that the four boxes mean."""
        day = self._day(parts)
        if not parts["time"]:
            raise self._refuse(("time",), "must include a time, like 12 noon or 5:30pm")
        if "midnight" in parts["time"].lower():
            raise self._refuse(("time",), "must not be midnight: use 11:59pm")
        at = _time_of_day(parts["time"])
        if at is None:
            raise self._refuse(("time",), "must have a real time, like 12 noon or 5:30pm")
        local = datetime.combine(day, at, self.zone)
        try:
            instant = local.astimezone(UTC)
            later = local.replace(fold=1).astimezone(UTC)
            skipped = instant.astimezone(self.zone).replace(tzinfo=None) != local.replace(
                tzinfo=None
            )
        except OverflowError as impossible:
            raise self._refuse(("year",), "must be a real date") from impossible
        if skipped:
            raise self._refuse(("time",), f"must be a time that {day_in_words(day)} has")
        if instant != later:
            raise self._refuse(
                ("time",), "must be another time: the clocks go back and this one comes twice"
            )
        return instant


class _Gathered(dict[str, list[str]]):
    """What one field of parts was posted, as WTForms reads it."""

    def getlist(self, key: str) -> list[str]:
        return self[key]


def _month_number(typed: str) -> int | None:
    if re.fullmatch(r"[0-9]{1,2}", typed):
        return int(typed) if 1 <= int(typed) <= 12 else None
    name = typed.lower().rstrip(".")
    if len(name) < 3:
        return None
    return next((n for n, month in enumerate(MONTHS, 1) if month.lower().startswith(name)), None)


def _time_of_day(typed: str) -> time | None:
    words = " ".join(typed.lower().split())
    if words in ("noon", "12 noon", "12noon", "midday", "12 midday"):
        return time(12)
    found = _CLOCK.fullmatch(words)
    if found is None:
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    half = (found["half"] or "").replace(".", "")
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif found["minute"] is None:
        return None  # "5" alone could be morning or evening
    return time(hour, minute) if hour < 24 and minute < 60 else None
