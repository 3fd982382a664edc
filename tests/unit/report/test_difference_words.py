from decimal import Decimal

import pytest

from lightmeter.difference.members import MemberChange
from lightmeter.language.absent import ABSENT
from lightmeter.report.difference_words import show_member


@pytest.mark.parametrize(
    ("pointer", "old", "new", "expected"),
    (
        (("input", "resolution"), "2K", "4K", "resolution 2K -> 4K"),
        (("model",), "a", "b", "model a -> b"),
        (("input", "prompt"), "one", "two", "prompt changed"),
        (("input", "negative_prompt"), "one", ABSENT, "negative_prompt removed"),
        (("input", "seed"), ABSENT, 5, "seed added: 5"),
        (("input", "seed"), 5, ABSENT, "seed removed: 5"),
        (("input", "seed"), 5, None, "seed 5 -> null"),
        (("input", "audio"), True, False, "audio true -> false"),
        (("input", "scale"), Decimal("1.50"), Decimal(2), "scale 1.5 -> 2"),
        (("input", "images"), ["a"], ["a", "b"], "images 1 -> 2 items"),
        (("input", "images", 0), "a" * 50, "b", "images[0] changed"),
        (("input", "size"), "1:1", {"width": 1}, "size changed"),
        (("input", "a\nb"), "", "\x1b[0m", 'a\\nb "" -> \\x1b[0m'),
    ),
)
def test_members_in_a_few_words(
    pointer: tuple[str | int, ...], old: object, new: object, expected: str
) -> None:
    """Prompts and what is long are said to differ, and not shown."""
    assert show_member(MemberChange(pointer, old, new)) == expected
