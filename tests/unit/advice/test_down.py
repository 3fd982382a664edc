"""How far down several settings of a request lead."""

from decimal import Decimal

from lightmeter.advice.down import lowest_way, way_down
from lightmeter.advice.pairs import Effort
from tests.unit.advice.conftest import Begin
from tests.unit.advice.test_ways import PACK, said, worth

# Of three switches each adds a credit; a group has to be sent with its number, and alone.
SWITCHES = """
[fields.a]
type = "boolean"
default = false
[fields.b]
type = "boolean"
default = false
[fields.c]
type = "boolean"
default = false
[rules.together]
when = "a != b"
message = "a and b go together"
at = "a"
[let]
cost_a = [{ when = "a", then = "2" }, { then = "1" }]
cost_b = [{ when = "b", then = "4" }, { then = "1" }]
cost_c = [{ when = "c", then = "3" }, { then = "1" }]
[[billing]]
item = "image"
unit = "image"
quantity = "cost_a * cost_b * cost_c"
rate = "1"
currency = "credits"
"""


def test_several_steps_where_no_single_one_is_enough(start: Begin) -> None:
    """They go no farther than they must: two images that are not sharp."""
    it = start(PACK, "[]", n=9, sharp=True)

    assert said(way_down(it, Decimal(2), worth, Effort())) == [({"n": 2, "sharp": False}, 2)]
    assert way_down(it, Decimal("0.5"), worth, Effort()) is None


def test_a_step_and_a_pair(start: Begin) -> None:
    """24 credits: 8 without c, 3 without a and b, which are refused alone, and 1 without all."""
    it = start(SWITCHES, "[]", a=True, b=True, c=True)

    assert said(way_down(it, Decimal(3), worth, Effort())) == [({"a": False, "b": False}, 3)]
    assert said(way_down(it, Decimal(2), worth, Effort())) == [
        ({"a": False, "b": False, "c": False}, 1)
    ]
    assert said(lowest_way(it, worth, Effort())) == [({"a": False, "b": False, "c": False}, 1)]


def test_where_no_effort_is_left_single_steps_are_taken(start: Begin) -> None:
    it = start(SWITCHES, "[]", a=True, b=True, c=True)

    assert said(lowest_way(it, worth, Effort(0))) == [({"c": False}, 8)]
    assert way_down(it, Decimal(3), worth, Effort(0)) is None


def test_as_far_down_as_it_goes(start: Begin) -> None:
    it = start(PACK, "[]", n=9, sharp=True)

    assert said(lowest_way(it, worth, Effort())) == [({"n": 1, "sharp": False}, 1)]
    assert lowest_way(start(PACK, "[]", n=1), worth, Effort()) is None
