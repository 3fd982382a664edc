import random
from operator import itemgetter

import pytest

from lightmeter.spool import Sorted, Spool


@pytest.mark.parametrize("number", (0, 1, 3, 4, 5, 8, 9, 21))
def test_what_is_added_comes_back_in_order(number: int) -> None:
    """Whether it stayed in memory or not."""
    spool: Spool[tuple[str, int]] = Spool(block=4)

    for item in range(number):
        spool.append((f"item {item}", item))

    expected = [(f"item {item}", item) for item in range(number)]
    assert list(spool) == expected
    assert list(spool) == expected
    assert len(spool) == number
    assert [spool[at] for at in range(number)] == expected
    assert spool[1:-1] == expected[1:-1]


def test_two_may_go_through_it_at_once() -> None:
    spool: Spool[int] = Spool(block=2)
    for item in range(7):
        spool.append(item)

    pairs = list(zip(spool, spool, strict=True))

    assert pairs == [(item, item) for item in range(7)]


@pytest.mark.parametrize("index", (3, -4))
def test_there_is_nothing_beyond_its_ends(index: int) -> None:
    spool: Spool[int] = Spool(block=2)
    for item in range(3):
        spool.append(item)

    with pytest.raises(IndexError):
        spool[index]


def test_it_is_a_tuple_as_long_as_it_is_in_memory() -> None:
    held: Spool[int] = Spool(block=2, hold=True)
    spooled: Spool[int] = Spool(block=2)
    for item in range(5):
        held.append(item)
        spooled.append(item)

    assert held.settled() == (0, 1, 2, 3, 4)
    assert spooled.settled() is spooled


@pytest.mark.parametrize("number", (0, 5, 1_024, 2_500, 5_000))
@pytest.mark.parametrize("way", ("ascending", "descending", "mixed", "alike"))
def test_what_is_sorted_comes_in_its_order_and_else_as_it_was_added(number: int, way: str) -> None:
    chance = random.Random(3)  # noqa: S311 - tests, not secrets
    keys = {
        "ascending": list(range(number)),
        "descending": list(range(number, 0, -1)),
        "mixed": [chance.randrange(50) for _ in range(number)],
        "alike": [7] * number,
    }[way]
    items = [(key, place) for place, key in enumerate(keys)]
    those: Sorted[tuple[int, int]] = Sorted(key=itemgetter(0), blocks=1)

    for it in items:
        those.add(it)

    assert len(those) == number
    assert list(those) == sorted(items)
    assert list(those) == sorted(items)


def test_two_may_go_through_what_is_sorted_at_once() -> None:
    those: Sorted[int] = Sorted(blocks=1)
    for it in range(3_000, 0, -1):
        those.add(it)

    assert [left - right for left, right in zip(those, those, strict=True)] == [0] * 3_000
