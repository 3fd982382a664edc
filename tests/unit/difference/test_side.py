from decimal import Decimal

from lightmeter.checker import Checker
from lightmeter.difference.bounds import UNKNOWN, Bounds
from lightmeter.difference.side import Side, side_of

LINES = """\
{"provider": "vidgo", "model": "gpt-image-2", "id": "a", "input": {"prompt": "x"}}
{"provider": "vidgo", "model": "gpt-image-2", "input": {"prompt": "x", "quality": "ultra"}}
{"provider": "vidgo", "model": "nobody-knows-it", "input": {"prompt": "x"}}
{"provider": "poyo", "model": "seedream-5.0-lite", "input": {"prompt": "x", "n": 4}}
{
"""


def side(text: str = LINES) -> Side:
    report = Checker().check_text(text, format="jsonl", name="d/a.jsonl")
    return side_of(report, "old", lambda name: name.removeprefix("d/"))


def test_what_is_taken_of_a_report() -> None:
    """Low at 1K is 2 credits, 0.01 USD; four images of PoYo's are 5 to 20 credits."""
    priced, rejected, unchecked, several = side().requests

    assert (priced.source, priced.key, priced.id, priced.line) == ("d/a.jsonl", "a.jsonl", "a", 1)
    assert priced.cost is not None
    ends = _ends(priced.cost.amount, priced.cost.usd)
    assert ends == [2, 2, Decimal("0.01"), Decimal("0.01")]
    assert (priced.cost.purse, priced.effective["tier"]) == (("vidgo", "credits"), "1K")
    assert (rejected.cost, rejected.payload) == (None, None)
    assert rejected.why.startswith("rejected: quality is ")
    assert unchecked.cost is not None
    assert (unchecked.cost.amount, unchecked.why) == (UNKNOWN, "it was not checked")
    assert several.cost is not None
    assert _ends(several.cost.amount) == [5, 20]
    assert (side().broken, side().sound) == (frozenset({"a.jsonl"}), False)


def _ends(*amounts: Bounds) -> list[object]:
    return [end for it in amounts for end in (it.minimum, it.maximum)]


def test_what_has_no_payload_is_known_by_what_is_written() -> None:
    """So that a request for a model that nobody knows is found again."""
    before, after = side().requests[1:3], side(LINES.replace("nobody", "no-one")).requests[1:3]

    assert before[0].wording == after[0].wording
    assert before[1].wording not in (after[1].wording, before[0].wording)


def test_some_of_a_side() -> None:
    whole = side()
    part = whole.only([whole.requests[1]])

    assert [(it.rule, at) for it, at in part.entries if at is not None] == [("enum", 0)]
