import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from lightmeter.checker import Checker
from lightmeter.difference.comparison import Comparison, compare
from lightmeter.difference.effects import Today
from lightmeter.difference.side import Priced, Side, side_of
from lightmeter.report import difference_json

SCHEMA = json.loads(
    files("lightmeter.report").joinpath("difference-v1.schema.json").read_text("utf-8")
)
Compared = Callable[[str, str], Comparison]


class NoRates:
    """A side of which no rates are known."""

    def price(self, old: Priced, new: Priced | None) -> Today:
        """Say so."""
        del old, new
        return Today(None, "nobody knows")


def side(checker: Checker, text: str) -> Side:
    return side_of(checker.check_text(text, format="jsonl", name="a.jsonl"), "x")


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


def line(model: str = "gpt-image-2", **given: Any) -> str:
    return json.dumps({"provider": "vidgo", "model": model, "input": {"prompt": "x", **given}})


LINES = (
    line(),
    line(quality="high"),
    line(quality="ultra"),
    line("seedance-2", resolution="720p", duration=5),
    line("nobody-knows-it"),
    '{"provider": "poyo", "model": "seedream-5.0-lite", "input": {"prompt": "x", "n": 4}}',
    "{",
)


@pytest.mark.parametrize("old", range(-1, len(LINES)))
def test_every_outcome_is_as_the_schema_says(checker: Checker, old: int) -> None:
    """Whatever either side has: priced, rejected, without a price, not known, broken, nothing."""
    validator = jsonschema.Draft202012Validator(SCHEMA)
    for new in range(-1, len(LINES)):
        before, after = ("" if it < 0 else LINES[it] for it in (old, new))
        comparison = compare(side(checker, before), side(checker, after), NoRates())

        validator.validate(json.loads(difference_json.render(comparison)))


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_amounts_are_texts_and_what_is_not_known_is_null(checker: Checker) -> None:
    """At 1K, from low to high is 2 to 12 credits."""
    comparison = compare(side(checker, LINES[0]), side(checker, LINES[1]), NoRates())
    unknown = compare(side(checker, ""), side(checker, LINES[3]), NoRates())

    (change,) = json.loads(difference_json.render(comparison))["changes"]
    assert (change["change"], change["matched"]) == ("changed", "place")
    assert change["effects"][0]["unsplit"] == {"minimum": "10", "maximum": "10"}
    assert change["unsplit_because"] == "nobody knows"
    assert change["members"] == [
        {
            "pointer": "/input/quality",
            "change": "changed",
            "text": "quality low -> high",
        }
    ]
    (total,) = json.loads(difference_json.render(unknown))["totals"]
    nothing = {"minimum": None, "maximum": None}
    assert (total["new"], total["difference"], total["request"]) == (nothing, nothing, nothing)
