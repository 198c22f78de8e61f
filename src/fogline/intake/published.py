"""When a report was published: what was given, what the file says, what the report states."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from fogline.errors import OptionError
from fogline.intake.dates import Stamp, read_stamps
from fogline.records.report import Published, PublishedBasis
from fogline.records.span import Span
from fogline.records.time import TimePrecision

REMEDY = (
    "give a date (2025-06-08), a month (2025-06), or a date and time (2025-06-08T09:30Z,"
    " 2025-06-08T12:30+03:00; without an offset it is UTC)"
)

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2})(:\d{2})?(?:[.,]\d{1,9})?"
    r"(?: ?(?:([Zz])|([+-]\d{2}):?(\d{2})?))?",
    re.ASCII,
)


def parse_published(text: str, where: str) -> Published:
    """The period that a given date, month or moment names, with the basis "given".

    ``where`` is what the error calls the option. Raises OptionError for anything but
    ``YYYY-MM-DD``, ``YYYY-MM`` and ``YYYY-MM-DDTHH:MM[:SS][offset]``.
    """
    published = read_iso(text, PublishedBasis.GIVEN)
    if published is None:
        raise OptionError(f"{text!r} is not a date of publication", where=where, remedy=REMEDY)
    return published


def read_iso(text: str, basis: PublishedBasis) -> Published | None:
    """The period of an ISO 8601 date, month or moment (without an offset: UTC), or None."""
    text = text.strip()
    try:
        if _DAY.fullmatch(text):
            return of_day(date.fromisoformat(text), basis)
        month = _MONTH.fullmatch(text)
        if month:
            return _of_month(int(month[1]), int(month[2]), basis)
        moment = _read_moment(text)
        return (
            of_moment(moment if moment.tzinfo else moment.replace(tzinfo=UTC), basis)
            if (moment)
            else None
        )
    except (ValueError, OverflowError):
        return None


def _read_moment(text: str) -> datetime | None:
    """A date and time of ISO 8601, naive where it has no offset; ValueError if impossible."""
    match = _MOMENT.fullmatch(text)
    if match is None:
        return None
    day, clock, seconds, zulu, hours, minutes = match.groups()
    offset = "+00:00" if zulu else f"{hours}:{minutes or '00'}" if hours else ""
    return datetime.fromisoformat(f"{day}T{clock}{seconds or ''}{offset}")


def read_metadata(text: str) -> Published | None:
    """The publication that a page's or mail's metadata names, or None where it is not readable.

    A time without an offset is the outlet's own, so only its day is kept; midnight sharp is how
    content systems write a day.
    """
    basis = PublishedBasis.METADATA
    text = text.strip()[:80]
    try:
        moment = _read_moment(text) or _read_mail_date(text)
        if moment is None:
            stamps = read_stamps(text)
            return read_iso(text, basis) or (of_stamp(stamps[0], basis, ()) if stamps else None)
        if moment.tzinfo is None or (moment.hour, moment.minute, moment.second) == (0, 0, 0):
            return of_day(moment.date(), basis)
        return of_moment(moment, basis)
    except (ValueError, OverflowError):
        return None


def _read_mail_date(text: str) -> datetime | None:
    """A date as mail headers give it; ``-0000`` is UTC, from a sender who hides the zone."""
    if not re.search(r"\d:\d\d", text) or not re.match(r"[A-Za-z]{3},|\d{1,2} ", text):
        return None
    try:
        moment = parsedate_to_datetime(text)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def of_stamp(stamp: Stamp, basis: PublishedBasis, evidence: tuple[Span, ...]) -> Published | None:
    """The period of a stamp that has its year; None if the calendar has no such day."""
    try:
        if stamp.moment is not None:
            return of_moment(stamp.moment, basis, evidence)
        if stamp.year is None:
            return None
        return of_day(date(stamp.year, stamp.month, stamp.day), basis, evidence)
    except (ValueError, OverflowError):
        return None


def of_day(day: date, basis: PublishedBasis, evidence: tuple[Span, ...] = ()) -> Published:
    """The day as a half-open period."""
    return Published(
        start=day.isoformat(),
        end=(day + timedelta(days=1)).isoformat(),
        precision=TimePrecision.DAY.value,
        basis=basis,
        evidence=evidence,
    )


def of_moment(
    moment: datetime, basis: PublishedBasis, evidence: tuple[Span, ...] = ()
) -> Published:
    """The minute that begins at the moment, which must have an offset."""
    moment = moment.replace(microsecond=0)
    return Published(
        start=_iso(moment),
        end=_iso(moment + timedelta(minutes=1)),
        precision=TimePrecision.MINUTE.value,
        basis=basis,
        evidence=evidence,
    )


def _of_month(year: int, month: int, basis: PublishedBasis) -> Published:
    start = date(year, month, 1)
    end = date(year + month // 12, month % 12 + 1, 1)
    return Published(
        start=start.isoformat(),
        end=end.isoformat(),
        precision=TimePrecision.MONTH.value,
        basis=basis,
    )


def _iso(moment: datetime) -> str:
    text = moment.isoformat(timespec="seconds")
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text
