"""Whatever a file of charges holds, it is read or refused, and rates enclose what was charged."""

import json
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from lightmeter.errors import ChargesError
from lightmeter.money import format_amount
from lightmeter.reconcile.amount import read_amount
from lightmeter.reconcile.rate import rate_of
from lightmeter.reconcile.reading import read_charges

_MEMBERS = st.sampled_from(
    (
        *("id", "task_id", "cost_actual", "cost_estimate", "credits_amount", "status", "data"),
        *("request", "response", "headers", "currency", "error", "time"),
    )
)
_SCALARS = st.none() | st.booleans() | st.integers() | st.decimals(-9, 9) | st.text(max_size=5)
_VALUES = st.recursive(
    _SCALARS, lambda it: st.lists(it, max_size=3) | st.dictionaries(_MEMBERS, it, max_size=4)
)
_TABLES = st.text(alphabet='id,amount;\t"\r\n 1.5-x$', max_size=60)


def _read(data: bytes, name: str) -> None:
    """A file of charges is read, or refused in the way that is promised."""
    try:
        file = read_charges(data, name=name)
    except ChargesError:
        return
    assert all(1 <= it.line <= len(file.source.lines.starts) for it in file.charges)


@given(st.binary(max_size=80), st.sampled_from(("a.csv", "a.json", "a.jsonl", "a")))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    _read(data, name)


@given(_TABLES)
def test_any_rows_are_read_or_refused(rows: str) -> None:
    _read(f"id,amount\n{rows}".encode(), "a.csv")


@given(_VALUES)
def test_any_answers_are_read_or_refused(value: object) -> None:
    _read(json.dumps(value, default=str).encode(), "a.json")


@given(st.decimals(-(10**12), 10**12, allow_nan=False), st.sampled_from(("", " USD", " credits")))
def test_an_amount_is_read_to_the_last_digit(amount: Decimal, currency: str) -> None:
    assert read_amount(format_amount(amount) + currency) == (amount, currency.strip())


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6))
def test_a_rate_encloses_its_quotient_as_closely_as_it_says(above: int, below: int) -> None:
    quotient = Fraction(above, below)
    rate = rate_of(quotient)

    assert Fraction(rate.minimum) <= quotient <= Fraction(rate.maximum)
    assert rate.exact or rate.maximum - rate.minimum == Decimal("1e-12")
