"""Days as packs write them."""

import datetime as dt

__all__ = ["parse_date"]


def parse_date(text: str) -> dt.date | None:
    """The day that a text names as YYYY-MM-DD, or None where it names none."""
    try:
        date = dt.date.fromisoformat(text)
    except ValueError:
        return None
    # Python also reads 20261126 and 2026-W48-4.
    return date if date.isoformat() == text else None
