"""Cases and cells; what examples reach of a whole pack is tried in `test_examples.py`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from lightmeter.judge.generate import generate_judge
from lightmeter.packs.load import Shelf
from lightmeter.verify.coverage import Case, Coverage, Observer
from tests.unit.conftest import PackText, Put

Covered: TypeAlias = Callable[..., Coverage]

BODY = """
[fields.n]
type = "integer"
minimum = 1
maximum = 9
default = 1
[fields.tier]
type = "string"
enum = ["1K", "2K"]
default = "1K"
[fields.tags]
type = "array"
items = { type = "string", enum = ["x", "y"] }
[let]
label = [
  { when = "n > 7", then = '"many"' },
  { when = "n > 3", then = '"some"' },
  { then = '"few"' },
]
[let.rates]
1K = { many = 1, some = 2, few = 3 }
2K = { many = 4, some = 5, few = 6 }
[[billing]]
item = "video"
unit = "video"
quantity = [{ when = 'tier == "1K"', then = "n" }, { then = "1" }]
currency = "USD"
rate = "rates[tier][label]"
"""


@pytest.fixture
def covered(put: Put, pack_text: PackText, tmp_path: Path) -> Covered:
    """What is missed when some input objects go by."""

    def run(*inputs: Any, body: str = BODY, models: str = "[models.video]") -> Coverage:
        put("acme/video", pack_text(body, models=models))
        shelf = Shelf([tmp_path])
        observer = Observer()
        for model in shelf.models_in("acme/video"):
            observer.add(shelf.program("acme/video", model))
        program = shelf.program("acme/video", "video")
        judge = generate_judge(program)
        for members in inputs:
            request = {"model": "video", "input": members}
            observer.see(program, request, judge(request, None))
        return observer.coverage()

    return run


def test_without_requests_nothing_is_reached(covered: Covered) -> None:
    it = covered()

    assert [*map(str, it.cases)] == [
        "case 1 of video.quantity",
        "case 2 of video.quantity",
        "case 1 of label",
        "case 2 of label",
        "case 3 of label",
    ]
    assert len(it.cells) == 6
    assert it.values == (
        "/input/tier 1K",
        "/input/tier 2K",
        "/input/tags/* x",
        "/input/tags/* y",
    )
    assert not it.lawful


def test_a_request_reaches_its_cases_its_cell_and_its_values(covered: Covered) -> None:
    it = covered({"n": 4, "tags": ["y"]})

    assert Case(("billing", "video", "quantity"), 0) not in it.cases
    assert Case(("billing", "video", "quantity"), 1) in it.cases
    assert [case.number for case in it.cases if case.of == ("let", "label")] == [0, 2]
    assert it.cells == (
        "rates[1K][many]",
        "rates[1K][few]",
        *(f"rates[2K][{k}]" for k in ("many", "some", "few")),
    )
    # A default counts as sent.
    assert it.values == ("/input/tier 2K", "/input/tags/* x")


def test_everything_can_be_reached(covered: Covered) -> None:
    inputs = [
        {"n": n, "tier": tier, "tags": ["x", "y"]} for n in (1, 4, 8) for tier in ("1K", "2K")
    ]

    assert covered(*inputs) == Coverage()
    assert covered(*inputs).lawful


def test_a_rejected_request_reaches_no_cell(covered: Covered) -> None:
    assert len(covered({"n": 10}).cells) == 6
    assert len(covered([]).cells) == 6


def test_a_key_that_is_written_out_wants_its_own_row_alone(covered: Covered) -> None:
    body = BODY.replace("rates[tier][label]", 'rates[\\"2K\\"][label]')

    assert covered(body=body).cells == tuple(f"rates[2K][{it}]" for it in ("many", "some", "few"))


def test_a_condition_is_asked_in_the_order_of_the_cases(covered: Covered) -> None:
    """A case below one that applies is not taken, though its condition holds as well."""
    it = covered({"n": 9})

    assert [case.number for case in it.cases if case.of == ("let", "label")] == [1, 2]


def test_a_rule_is_quiet_only_where_it_was_judged(covered: Covered) -> None:
    rule = "[rules.few]\nseverity = 'warning'\nwhen = 'n < 5'\nat = 'n'\nmessage = 'm'\n"

    assert covered(body=BODY + rule).silent == ("few",)
    assert covered({"n": 2}, body=BODY + rule).constant == ("few",)
    # Nobody asks it about a number that is rejected.
    assert covered({"n": 2}, {"n": 10}, body=BODY + rule).constant == ("few",)
    assert covered({"n": 2}, {"n": 6}, body=BODY + rule).constant == ()


def test_a_case_of_any_model_is_wanted(covered: Covered) -> None:
    models = (
        "[models.video]\n[models.fast]\n[[models.fast.billing]]\nitem = 'more'\nunit = 'a'\n"
        "quantity = 1\ncurrency = 'USD'\nrate = [{ when = 'n > 2', then = 1 }, { then = 2 }]\n"
    )

    assert "case 1 of more.rate" in map(str, covered(models=models).cases)
