import pytest

from lightmeter.packs.model import FixPlan
from lightmeter.report.description import remedy_of, show_condition, show_fix


@pytest.mark.parametrize(
    ("message", "remedy"),
    (
        ("n is {n}; set it to 4", "set it to 4"),
        ("a is made as b: c; set d", "set d"),
        ("a; they exclude one another: leave a out", "leave a out"),
        ('n is {table["a; b"]}, which is much', ""),
        ('a; set n to {table["a: b"]}', 'set n to {table["a: b"]}'),
        ("a ratio is written 16:9;not so", ""),
        ("one clause", ""),
        ("", ""),
    ),
)
def test_the_last_clause_of_a_message_is_the_remedy(message: str, remedy: str) -> None:
    assert remedy_of(message) == remedy


@pytest.mark.parametrize(
    ("when", "require", "text"),
    (
        ("a", None, "when a"),
        (None, "b", "unless b"),
        ("a", "b", "when a, unless b"),
        (None, None, ""),
    ),
)
def test_the_firing_law_in_words(when: str | None, require: str | None, text: str) -> None:
    assert show_condition(when, require) == text


def test_a_fix_says_what_it_changes() -> None:
    unsafe = FixPlan({"n": 4, "size": "{w}x{h}"}, ("seed",))

    assert show_fix(unsafe) == (
        'set n to 4, set size to "{w}x{h}", remove seed'
        " (unsafe: look at it before you take it over)"
    )
    assert show_fix(FixPlan({"n": 4}, safe=True)) == "set n to 4 (safe)"


def test_a_lone_placeholder_is_no_text_in_a_fix() -> None:
    """It keeps its type, so quotes would tell of a text where a number is set."""
    plan = FixPlan({"n": "{left}", "m": "{left} or {right}", "o": "{", "p": "{{}}"}, safe=True)

    assert show_fix(plan) == (
        'set n to {left}, set m to "{left} or {right}", set o to "{", set p to "{{}}" (safe)'
    )
