from collections.abc import Mapping
from typing import Any

import pytest

from lightmeter.advice.neighbours import applied, neighbours
from lightmeter.diagnostic import Change
from tests.unit.advice.conftest import Begin

PACK = """
[fields.tier]
type = "string"
enum = ["1K", "2K", "4K"]
default = "1K"
[fields.options]
type = "object"
properties.count = { type = "integer", minimum = 1, maximum = 3 }
[fields.seed]
type = "integer"
[rules.no-4k]
when = 'tier == "4K"'
at = "tier"
message = "no 4K today"
[rules.soft]
severity = "warning"
when = 'tier == "2K"'
at = "tier"
message = "2K is soft"
[let]
counted = [{ when = "has(options.count)", then = "options.count" }, { then = "1" }]
rates = { 1K = 1, 2K = 2, 4K = 3 }
[[billing]]
item = "image"
unit = "image"
quantity = "counted"
rate = "rates[tier]"
currency = "credits"
"""


def changed(start: Any) -> list[tuple[str, Any]]:
    members = start.reading.settings
    return [
        ("/".join(map(str, it.change.pointer[1:])), it.change.value)
        for it in neighbours(start, members)
    ]


def test_neighbours_are_what_the_pack_accepts_without_another_warning(start: Begin) -> None:
    """
    The seed plays no part in the price, 4K is refused, and 2K brings a warning.

    A default that is written out may be left out: a pack can tell whether it was sent.
    """
    assert changed(start(PACK, "[]")) == [
        ("tier", None),
        ("options/count", 1),
        ("options/count", 2),
        ("options/count", 3),
    ]


def test_a_warning_that_is_there_already_is_no_news(start: Begin) -> None:
    """What is left out takes its default again."""
    found = changed(start(PACK, "[]", tier="2K", options={"count": 2}))

    assert found == [
        ("tier", "1K"),
        ("tier", None),
        ("options/count", 1),
        ("options/count", 3),
        ("options/count", None),
        ("options", None),
    ]


def test_a_payload_is_not_changed(start: Begin) -> None:
    it = start(PACK, "[]", options={"count": 2})
    before = repr(it.payload)
    list(neighbours(it, it.reading.settings))

    assert repr(it.payload) == before


@pytest.mark.parametrize(
    ("change", "expected"),
    (
        (Change(("input", "a"), "set", 2), {"input": {"a": 2}}),
        (Change(("input", "a"), "remove"), {"input": {}}),
        (Change(("input", "b", "c"), "set", 2), {"input": {"a": 1, "b": {"c": 2}}}),
        # There is nothing to remove, or no object to set anything in.
        (Change(("input", "b"), "remove"), None),
        (Change(("input", "b", "c"), "remove"), None),
        (Change(("input", "a", "c"), "set", 2), None),
    ),
)
def test_a_change_is_made_in_a_copy(change: Change, expected: Mapping[str, Any] | None) -> None:
    payload = {"input": {"a": 1}}

    assert applied(payload, change) == expected
    assert payload == {"input": {"a": 1}}
