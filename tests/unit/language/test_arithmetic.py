from collections.abc import Callable
from typing import TypeAlias

import pytest

from lightmeter.language.typed import Typed
from lightmeter.language.types import BOOLEAN, IntegerType

Checked: TypeAlias = Callable[..., Typed]
Mistake: TypeAlias = Callable[..., tuple[str, str, str]]

_UNBOUND = (
    "`seed` has no upper bound, so the result may leave ±(2^53 - 1); "
    "declare one, or compare without arithmetic"
)


@pytest.mark.parametrize(
    ("text", "marked", "message"),
    (
        ("n + quality", "quality", "+ takes numbers; `quality` is a string"),
        ('"a" + "b"', '"a"', "+ takes numbers; this operand is a string"),
        ("-audio", "audio", "- takes numbers; `audio` is a boolean"),
        ("n * frame", "frame", "* takes numbers; `frame` is a string or an object"),
        ("max(n, quality)", "quality", "max takes numbers; `quality` is a string"),
        ("scale % 2", "scale", "% divides integers; `scale` is a number"),
        ("n * 0.5 // 2", "n * 0.5", "// divides integers; this operand is a number"),
        ("round_to(scale, 2)", "scale", "round_to rounds integers; `scale` is a number"),
    ),
)
def test_operands_are_numbers(mistake: Mistake, text: str, marked: str, message: str) -> None:
    assert mistake(text) == (marked, message, "")


@pytest.mark.parametrize("operator", ("%", "//"))
@pytest.mark.parametrize("divisor", ("m", "0", "-2", "2.0", "(1 + 1)", '"2"', "true"))
def test_a_divisor_is_a_positive_literal(mistake: Mistake, operator: str, divisor: str) -> None:
    message = f"to the right of {operator} stands a positive whole number, written out, such as 16"

    assert mistake(f"n {operator} {divisor}") == (divisor.strip("()"), message, "")


def test_a_step_is_a_positive_literal(mistake: Mistake) -> None:
    message = "the step of round_to is a positive whole number, written out, such as 16"

    assert mistake("round_to(n, 0)") == ("0", message, "")
    assert mistake("round_to(n, m)") == ("m", message, "")


@pytest.mark.parametrize("text", ("seed + 1", "m + seed", "seed * 2", "round_to(seed, 16)"))
def test_arithmetic_without_a_bound_names_the_operand(mistake: Mistake, text: str) -> None:
    assert mistake(text, "has(seed)") == ("seed", _UNBOUND, "")


def test_a_missing_lower_bound_is_named_too(mistake: Mistake) -> None:
    message = _UNBOUND.replace("`seed` has no upper", "this operand has no lower")

    assert mistake("-seed - 5", "has(seed)") == ("-seed", message, "")


def test_bounded_operands_can_be_too_large_together(mistake: Mistake) -> None:
    marked, message, _ = mistake("size.width * size.width * size.width", "custom")

    assert marked == "size.width * size.width * size.width"
    assert message == "the result may be as far as 999997000002999999, beyond ±(2^53 - 1)"


@pytest.mark.parametrize(
    "text",
    ("seed > 4", "seed % 16 == 0", "seed // 2 + 1 > 4", "max(seed, 3) > 4", "-seed < 4"),
)
def test_what_keeps_within_bounds_needs_no_declared_ones(checked: Checked, text: str) -> None:
    assert checked(text, "has(seed)").type == BOOLEAN


def test_one_operand_can_bound_an_extreme(checked: Checked) -> None:
    assert checked("min(seed, n)", "has(seed)").type == IntegerType(1, 15)
    assert checked("max(seed, n)", "has(seed)").type == IntegerType(1, None)
