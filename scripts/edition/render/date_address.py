"""Where a date leads: its year in the index of dates."""

from __future__ import annotations

from edition.annotate.edtf import bounds

#: The first year that has a page of its decade; what is earlier stands on one page.
FIRST_DECADE = 1900
EARLIER = "earlier"


def year_of(edtf: str) -> int | None:
    """Return the year under which a date is listed: of its beginning, or of its end when that is open."""
    earliest, latest = bounds(edtf)
    day = earliest or latest
    return day.year if day else None


def decade_slug(year: int) -> str:
    """Return the last part of the address of the page that holds a year."""
    return f"{year // 10 * 10}s" if year >= FIRST_DECADE else EARLIER


def date_url(edtf: str) -> str | None:
    """Return the site-relative address of a date in the index, None when it has no year."""
    year = year_of(edtf)
    return None if year is None else f"dates/{decade_slug(year)}/#y{year}"
