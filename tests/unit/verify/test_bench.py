"""The bench; what examples say and the laws are tried on it in `test_examples.py`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from lightmeter.diagnostic import Change, Diagnostic, Fix, Severity
from lightmeter.packs.load import Shelf
from lightmeter.verify.bench import Bench, apply_fixes, cost_words, label_of
from tests.unit.conftest import PackText, Put

MakeBench: TypeAlias = Callable[..., Bench]

BODY = """
[fields.n]
type = "integer"
minimum = 0
default = 1
[fields.deep]
type = "object"
properties.a = { type = "integer" }
[rules.many]
severity = "warning"
when = "n > 5"
at = "n"
message = "m"
fix = { set = { "deep.a" = "{n}", n = 5 } }
[rules.none]
severity = "warning"
when = "n == 0"
message = "m"
fix = { remove = ["n", "deep"] }
[[billing]]
item = "video"
unit = "video"
quantity = "n"
currency = "USD"
rate = [{ when = "n > 8", minimum = "1", maximum = "2" }, { when = "n > 2", then = "0.5" }]
unpriced = "why"
"""


@pytest.fixture
def bench(put: Put, pack_text: PackText, tmp_path: Path) -> MakeBench:
    """The bench of a pack's only model."""

    def make(body: str = BODY) -> Bench:
        put("acme/video", pack_text(body))
        return Bench(Shelf([tmp_path]).program("acme/video", "video"))

    return make


def body(**members: Any) -> dict[str, Any]:
    return {"model": "video", "input": members}


def test_both_judges_are_asked(bench: MakeBench) -> None:
    outcome = bench().outcome(body(n=6), None)

    assert outcome.agreed
    assert [label_of(it) for it in outcome.diagnostics] == ["many@/input/n"]


def test_judges_that_do_not_agree_are_found_out(bench: MakeBench) -> None:
    one = bench()
    one._interpreted = bench(BODY.replace("n > 5", "n > 6"))._interpreted

    assert not one.outcome(body(n=6), None).agreed
    assert one.outcome(body(n=7), None).agreed


@pytest.mark.parametrize(
    ("members", "words"),
    (
        ({"n": -1}, "rejected"),
        ({"n": 1}, "declined"),
        ({"n": 3}, "1.5"),
        ({"n": 9}, "9 to 18"),
    ),
)
def test_a_cost_in_words(bench: MakeBench, members: dict[str, Any], words: str) -> None:
    assert cost_words(bench().outcome(body(**members), None)) == words


def test_without_billing_there_is_no_cost(bench: MakeBench) -> None:
    outcome = bench(BODY[: BODY.index("[[billing]]")]).outcome(body(), None)

    assert cost_words(outcome) == "none: the pack bills nothing"


def test_fixes_are_applied_to_a_copy(bench: MakeBench) -> None:
    request = body(n=6)
    outcome = bench().outcome(request, None)

    assert apply_fixes(request, outcome.diagnostics) == body(n=5, deep={"a": 6})
    assert request == body(n=6)


def test_what_is_to_be_removed_may_not_be_there(bench: MakeBench) -> None:
    outcome = bench().outcome(body(n=0), None)

    assert apply_fixes(outcome.body, outcome.diagnostics) == body()


def test_of_two_members_that_are_meant_for_one_name_the_first_gets_it() -> None:
    members = {"Sizes": 1, "sizes": 2}
    found = [
        Diagnostic(
            "unknown-field",
            Severity.WARNING,
            "m",
            fix=Fix(
                safe=False, description="d", changes=(Change(("input", name), "rename", "size"),)
            ),
        )
        for name in (*members, "gone")
    ]

    assert apply_fixes(body(**members), found) == body(size=1, sizes=2)


def test_the_input_of_a_body(bench: MakeBench) -> None:
    assert bench().input_of(body(n=1)) == {"n": 1}
    assert bench().input_of({"model": "video"}) is None
    assert bench().input_of({"model": "video", "input": 3}) == 3
    flat = bench("[request]\ninput = ''\n" + BODY)
    assert flat.input_of({"model": "video", "n": 1}) == {"n": 1}
