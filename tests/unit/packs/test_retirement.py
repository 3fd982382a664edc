import datetime as dt
from typing import Any

import pytest

from lightmeter.packs.model import Retirement
from lightmeter.packs.retirement import retirement_of, told


@pytest.mark.parametrize(
    ("patch", "expected"),
    (
        ({}, {}),
        ({"fields": {"n": {}}}, {}),
        # Alone these are nothing of the model's end.
        ({"source": "docs", "basis": "observed"}, {}),
        ({"retires": "2026-10-23", "fields": {}}, {"retires": "2026-10-23"}),
        ({"source": "docs", "successor": "b"}, {"successor": "b", "source": "docs"}),
        ("no table", {}),
        (None, {}),
    ),
)
def test_what_a_table_tells_of_the_end(patch: Any, expected: dict[str, Any]) -> None:
    assert told(patch) == expected


def test_the_later_table_counts_over_the_earlier() -> None:
    patches = (
        {"retires": "2026-10-23", "successor": "b", "source": "a|docs", "basis": "inferred"},
        None,
        {"retires": "2027-01-01", "source": "c|memo"},
    )

    assert retirement_of(patches) == Retirement("2027-01-01", "b", "c|memo", "inferred")


def test_a_bare_date_is_its_text() -> None:
    assert retirement_of([{"retires": dt.date(2026, 10, 23)}]) == Retirement("2026-10-23")


def test_a_model_that_stays_has_no_end() -> None:
    assert retirement_of([{}, None, {"fields": {}}]) is None
