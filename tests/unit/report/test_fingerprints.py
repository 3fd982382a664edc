from collections.abc import Callable
from pathlib import Path

from lightmeter.batch_report import BatchReport
from lightmeter.checker import Checker, Input
from lightmeter.report.fingerprints import fingerprints

Check = Callable[[dict[str, str | bytes]], BatchReport]

WRONG = '{"model": "picture-1", "input": {"prompt": 5}}\n'
NAMED = '{"id": "cat", "model": "picture-1", "input": {"prompt": 5}}\n'
RIGHT = '{"model": "picture-1", "input": {"prompt": "x"}}\n'


def marks(report: BatchReport) -> list[str]:
    """The fingerprints of everything that is shown."""
    return list(fingerprints(report, report.entries))


def test_a_line_above_changes_nothing(check: Check) -> None:
    """What was there before is known by the same, wherever it has moved."""
    assert marks(check({"a.jsonl": NAMED})) == marks(check({"a.jsonl": f"\n{RIGHT}{NAMED}"}))


def test_each_is_known_by_its_own(check: Check) -> None:
    """Another source, rule, request or value is another diagnostic."""
    both = '{"model": "picture-1", "input": {"prompt": 5, "size": "x"}}\n'
    found = marks(check({"a.jsonl": both + NAMED + both.replace("5", "6"), "b.jsonl": both}))

    assert len(set(found)) == len(found) == 7


def test_equal_ones_are_numbered(check: Check) -> None:
    """They keep their order, so that the first stays what it was when another comes."""
    (one,) = marks(check({"a.jsonl": WRONG}))

    assert marks(check({"a.jsonl": WRONG * 3})) == [one, f"{one}-2", f"{one}-3"]


def test_many_that_take_turns(check: Check) -> None:
    """Each is counted among those that are known by the same, wherever the others stand."""
    one, other = marks(check({"a.jsonl": WRONG + WRONG.replace("5", "6")}))
    found = marks(check({"a.jsonl": (WRONG + WRONG.replace("5", "6")) * 50}))

    assert found[:4] == [one, other, f"{one}-2", f"{other}-2"]
    assert found[-2:] == [f"{one}-50", f"{other}-50"]


def test_a_source_is_the_same_however_it_was_named(checker: Checker) -> None:
    """`./a.jsonl`, `a.jsonl` and the whole path mean one file."""
    names = ("a.jsonl", "./a.jsonl", str(Path.cwd() / "a.jsonl"))
    found = [marks(checker.check_inputs([Input(it, WRONG.encode())])) for it in names]

    assert found[0] == found[1] == found[2]
