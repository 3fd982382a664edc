import datetime as dt
from decimal import Decimal

import pytest

from lightmeter.batch.digest import digest


@pytest.mark.parametrize(
    ("one", "other"),
    (
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        (1, Decimal("1.0")),
        (Decimal("0.5"), Decimal("0.50")),
        (Decimal(0), Decimal("-0.0")),
        (100, Decimal("1E+2")),
        (dt.date(2026, 11, 21), "2026-11-21"),
    ),
)
def test_what_json_says_alike_is_alike(one: object, other: object) -> None:
    assert digest(one) == digest(other)


@pytest.mark.parametrize(
    ("one", "other"),
    (
        (1, "1"),
        (1, True),
        (Decimal("0.5"), "0.5"),
        (Decimal("0.1"), Decimal("0.10000000000000000000000000000000000001")),
        (None, "null"),
        ([1, 2], [2, 1]),
        ({"a": None}, {}),
        ("\ud800", "?"),
    ),
)
def test_what_it_tells_apart_is_not(one: object, other: object) -> None:
    assert digest(one) != digest(other)


def test_it_is_small_however_much_there_is() -> None:
    assert len(digest(["x" * 1_000_000] * 9)) == 16
