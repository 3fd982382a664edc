"""Ways to bring a request of so many images, at a credit each, within a limit."""

from decimal import Decimal

import pytest

from lightmeter.advice.ways import Way, ways
from lightmeter.estimate.model import Estimate
from tests.unit.advice.conftest import Begin

# Sharp images cost two more each, and there are at most nine of them.
PACK = """
[fields.n]
type = "integer"
minimum = 1
maximum = 1000
default = 1
[fields.sharp]
type = "boolean"
default = false
[rules.few]
when = "sharp"
require = "n <= 9"
at = "n"
message = "at most nine"
[let]
sharper = [{ when = "sharp", then = "3" }, { then = "1" }]
[[billing]]
item = "image"
unit = "image"
quantity = "n"
rate = "sharper"
currency = "credits"
"""


def worth(found: Estimate) -> Decimal | None:
    return found.maximum


def said(*found: Way | None) -> list[tuple[dict[str, object], int]]:
    return [
        ({str(it.pointer[-1]): it.value for it in way.changes}, int(way.cost))
        for way in found
        if way is not None
    ]


@pytest.mark.parametrize(
    ("n", "sharp", "limit", "expected"),
    (
        # The number nearest to the one that was asked for is looked for by halves.
        (700, False, 613, [({"n": 613}, 613)]),
        (9, True, 26, [({"n": 8}, 24), ({"sharp": False}, 9)]),
        (9, True, 9, [({"sharp": False}, 9), ({"n": 3}, 9)]),
        (9, True, 5, [({"n": 1}, 3)]),
        (9, True, 2, []),
        (1, False, 0, []),
    ),
)
def test_single_steps(
    start: Begin, n: int, sharp: bool, limit: int, expected: list[tuple[dict[str, object], int]]
) -> None:
    found = ways(start(PACK, "[]", n=n, sharp=sharp), Decimal(limit), worth)

    assert sorted(said(*found), key=str) == sorted(expected, key=str)
    assert [it.cost for it in found] == sorted((it.cost for it in found), reverse=True)
