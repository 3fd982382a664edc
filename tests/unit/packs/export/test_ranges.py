import itertools
import random
import re

import pytest

from lightmeter.packs.export.ranges import number_pattern


@pytest.mark.parametrize(
    ("low", "high", "pattern"),
    (
        (0, 10**15 - 1, "0*[0-9]{1,15}"),
        (1, 10**15 - 1, "0*[1-9][0-9]{0,14}"),
        (0, 9, "0*(?:0|[1-9])"),
        (7, 7, "0*7"),
        (64, 4096, "0*(?:[1-9][0-9]{2}|6[4-9]|[7-9][0-9]|[1-3][0-9]{3}|40[0-8][0-9]|409[0-6])"),
    ),
)
def test_a_range_of_numbers_with_any_number_of_leading_zeros(
    low: int, high: int, pattern: str
) -> None:
    assert number_pattern(low, high, 1, 15, zeros=True) == pattern


@pytest.mark.parametrize(
    ("low", "high", "fewest", "most", "pattern"),
    (
        (0, 9999, 3, 4, "[0-9]{3,4}"),
        (0, 99, 2, 2, "[0-9]{2}"),
        (0, 9, 1, 1, "[0-9]"),
        (640, 3840, 4, 4, ("(?:06[4-9][0-9]|0[7-9][0-9]{2}|[1-2][0-9]{3}|3[0-7][0-9]{2}"
                          "|38[0-3][0-9]|3840)")),
        (5, 5, 1, 2, "(?:5|05)"),
        (0, 150, 2, 3, "(?:[0-9]{2}|0[0-9]{2}|1[0-4][0-9]|150)"),
    ),
)  # fmt: skip
def test_a_range_of_numbers_whose_digits_are_counted(
    low: int, high: int, fewest: int, most: int, pattern: str
) -> None:
    assert number_pattern(low, high, fewest, most, zeros=False) == pattern


@pytest.mark.parametrize(
    ("low", "high", "most"), ((1000, 2000, 3), (5, 4, 3), (-9, -1, 3), (10**15, 10**16, 15))
)
def test_a_range_without_a_spelling_has_no_pattern(low: int, high: int, most: int) -> None:
    assert number_pattern(low, high, 1, most, zeros=False) is None
    assert number_pattern(low, high, 1, most, zeros=True) is None


@pytest.mark.parametrize("zeros", (True, False))
def test_every_range_of_up_to_two_digits_holds_what_lies_in_it(*, zeros: bool) -> None:
    """All texts of up to three digits are tried on all ranges from -1 to 100."""
    texts = ["".join(it) for n in (1, 2, 3) for it in itertools.product("0123456789", repeat=n)]
    for low, high in itertools.product(range(-1, 101, 3), range(0, 101, 4)):
        pattern = number_pattern(low, high, 1, 2, zeros=zeros)
        matches = re.compile(pattern).fullmatch if pattern is not None else lambda _: None
        for text in texts:
            spelled = zeros or len(text) <= 2
            expected = spelled and low <= int(text) <= high and int(text) < 100
            assert (matches(text) is not None) is expected, (low, high, text)


def test_ranges_of_any_length_hold_what_lies_in_them() -> None:
    dice = random.Random(7)  # noqa: S311 - nothing secret is made
    tried = 0
    for _ in range(3000):
        most = dice.randint(1, 15)
        fewest = dice.randint(1, most)
        low = dice.randint(0, 10 ** dice.randint(0, 15))
        high = low + dice.randint(0, 10 ** dice.randint(0, 15))
        pattern = number_pattern(low, high, fewest, most, zeros=False)
        for number in (low - 1, low, (low + high) // 2, high, high + 1):
            text = str(max(number, 0)).zfill(dice.randint(fewest, most))
            expected = low <= int(text) <= high and fewest <= len(text) <= most
            found = pattern is not None and re.fullmatch(pattern, text) is not None
            assert found is expected, (low, high, fewest, most, text)
            tried += expected
    assert tried > 2000
