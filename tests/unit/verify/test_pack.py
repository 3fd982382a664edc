from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from lightmeter.packs.load import Shelf
from lightmeter.verify.pack import PackResult, verify_pack
from lightmeter.verify.probes import Probe
from tests.unit.conftest import PackText, Put

Verify: TypeAlias = Callable[..., PackResult]

BODY = """
[fields.n]
type = "integer"
maximum = 9
[fields.tier]
type = "string"
enum = ["1K", "2K"]
default = "1K"
[let.rates]
1K = 1
2K = 2
[[billing]]
item = "video"
unit = "video"
quantity = 1
currency = "USD"
rate = "rates[tier]"
[[examples]]
name = "a"
input = {}
cost = 1
"""


def probe(record: dict[str, Any], model: str = "video") -> Probe:
    body = {"model": model, "input": {"tier": "2K"}}
    return Probe("let.rates.2K", model, body, record, "video.probes.jsonl", 3)


@pytest.fixture
def verify(put: Put, pack_text: PackText, tmp_path: Path) -> Verify:
    """Put a pack with one example on trial."""
    put("acme/video", pack_text(BODY))

    def run(*probes: Probe, mutants: bool = False) -> PackResult:
        return verify_pack(Shelf([tmp_path]), "acme/video", probes, mutants=mutants)

    return run


def test_a_golden_result_holds(verify: Verify) -> None:
    (it,) = verify(probe({"found": [], "quantity": 1, "cost": "2"})).probes

    assert (it.problems, it.name, it.model, it.file, it.line) == (
        (),
        "let.rates.2K",
        "video",
        "video.probes.jsonl",
        3,
    )


def test_a_golden_result_that_does_not_hold_fails_the_pack(verify: Verify) -> None:
    result = verify(probe({"found": [], "quantity": 1, "cost": "3"}))

    assert [it.problems for it in result.failures] == [('cost: was "3", is "2"',)]
    assert not result.ok


def test_a_golden_result_of_a_model_that_is_gone_fails_the_pack(verify: Verify) -> None:
    (failure,) = verify(probe({}, "film")).failures

    assert failure.problems == ("the pack has no model film any more",)


def test_a_golden_result_reaches_cells_and_values(verify: Verify) -> None:
    assert verify().coverage.cells == ("rates[2K]",)
    assert verify().coverage.values == ("/input/tier 2K",)
    assert not verify().ok
    result = verify(probe({"found": [], "quantity": 1, "cost": "2"}))
    assert result.coverage.cells == result.coverage.values == ()
    assert result.ok


def test_a_golden_result_is_no_example_of_a_rule(
    put: Put, pack_text: PackText, tmp_path: Path
) -> None:
    """It says what the pack does, not that it is right."""
    rule = "[rules.dear]\nseverity = 'warning'\nwhen = 'tier == \"2K\"'\nmessage = 'm'\n"
    put("acme/video", pack_text(BODY + rule))
    golden = probe({"found": ["warning dear@/input"], "quantity": 1, "cost": "2"})

    result = verify_pack(Shelf([tmp_path]), "acme/video", [golden])
    assert result.failures == ()
    assert result.coverage.silent == ("dear",)


def test_mutants_are_tried_where_everything_holds(verify: Verify) -> None:
    assert verify().score is None
    score = verify(mutants=True).score
    assert score is not None
    assert score.tried > 0


def test_mutants_are_not_tried_where_something_fails(verify: Verify) -> None:
    """Everything would seem to notice them."""
    assert verify(probe({}), mutants=True).score is None
