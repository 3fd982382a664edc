import random
from collections import defaultdict

import pytest

from lightmeter.batch.alike import Alike


@pytest.mark.parametrize("most_bytes", (16, 200, 1_000_000))
def test_what_shares_a_mark_is_found_whether_it_stayed_in_memory_or_not(most_bytes: int) -> None:
    chance = random.Random(5)  # noqa: S311 - tests, not secrets
    marks = [
        chance.choice((chance.randrange(2**32), chance.randrange(40), None)) for _ in range(500)
    ]
    alike: Alike[int] = Alike(most_bytes=most_bytes)

    for first in range(0, len(marks), 7):
        alike.extend(first, marks[first : first + 7])

    expected = defaultdict(list)
    for number, mark in enumerate(marks):
        if mark is not None:
            expected[mark].append(number)
    shared = [them for them in expected.values() if len(them) > 1]
    assert shared
    assert sorted(alike.groups()) == sorted(shared)
    assert sorted(alike.groups()) == sorted(shared)


def test_nothing_is_alike_where_there_is_one() -> None:
    alike: Alike[int] = Alike()
    alike.extend(0, [7, None, None])

    assert list(alike.groups()) == []
