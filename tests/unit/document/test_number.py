import decimal
from decimal import Decimal

import pytest

from lightmeter.document.number import RefusedNumberError, number_fault, read_decimal


@pytest.mark.parametrize("text", ("0.1", "-1.50", "1e3", "1E+5", "1_0.5", "9e307", "1e-400"))
def test_a_number_is_read_exactly(text: str) -> None:
    assert str(read_decimal(text)) == str(Decimal(text))
    assert number_fault(text, 0, "key") is None


@pytest.mark.parametrize(
    "text", ("nan", "-inf", "1e308", "1e999", "1e-401", "0e999", "1e" + "9" * 30, "9" * 310 + ".5")
)
def test_what_nobody_could_send_is_not_a_number(text: str) -> None:
    with pytest.raises(RefusedNumberError):
        read_decimal(text)
    fault = number_fault(text, 3, "key")

    assert fault is not None
    assert (fault.rule, fault.start, fault.end) == ("not-a-number", 3, 3 + len(text))


def test_an_exponent_is_refused_whatever_the_callers_decimal_context() -> None:
    with decimal.localcontext() as context:
        context.traps[decimal.InvalidOperation] = False

        with pytest.raises(RefusedNumberError):
            read_decimal("1e" + "9" * 30)


@pytest.mark.parametrize(
    "text",
    ("9" * 4301, "-" + "9" * 4301, "0x" + "f" * 4000, "0b" + "1" * 15000, "0." + "1" * 4300),
)
def test_too_many_digits_are_out_of_range(text: str) -> None:
    fault = number_fault(text, 0, "key")

    assert fault is not None
    assert fault.rule == "number-range"


@pytest.mark.parametrize("text", ("9" * 4300, "-5", "0", "0x" + "f" * 3500, "1_000", "+7"))
def test_integers_of_any_other_size_are_read(text: str) -> None:
    assert number_fault(text, 0, "key") is None


@pytest.mark.parametrize("text", ("", "abc", "true", "2026-01-31", "07:30:00", '"inf"', "in"))
def test_what_is_no_number_is_no_fault(text: str) -> None:
    assert number_fault(text, 0, "key") is None
