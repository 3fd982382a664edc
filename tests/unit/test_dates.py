import datetime as dt

import pytest

from lightmeter.dates import parse_date


@pytest.mark.parametrize("text", ("2026-11-26", "2028-02-29", "0001-01-01", "9999-12-31"))
def test_a_day_is_read(text: str) -> None:
    date = parse_date(text)

    assert isinstance(date, dt.date)
    assert date.isoformat() == text


@pytest.mark.parametrize(
    "text",
    (
        *("", " ", "soon", "2026", "2026-11", "2026-1-2", "2026-02-29", "2026-13-01", "20261126"),
        *("2026-W48-4", "2026-331", " 2026-11-26", "2026-11-26 ", "2026-11-26T00:00", "26-11-26"),
        *("2026/11/26", "26.11.2026", "2026-11-2६"),
    ),
)
def test_anything_else_is_none(text: str) -> None:
    """Spellings that Python takes besides are none that every reader takes."""
    assert parse_date(text) is None
