"""A bad example of a rule and the good one, out of a pack's own."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import attrs

from lightmeter.judge.describe import describe
from lightmeter.judge.interpret import interpret_judge
from lightmeter.packs.examples import ExampleError, PlacedExample, examples_of, request_of
from lightmeter.packs.load import Shelf
from lightmeter.packs.model import Example

__all__ = ["Sample", "find_examples"]


@attrs.frozen
class Sample:
    """
    A request that shows what a rule means.

    Attributes:
        title: What it shows, or "".
        request: The input object, or the part that matters; None where there is only a text.
        text: A few lines of TOML in its place, or "".
        message: What the rule says of it, or "".
    """

    title: str = ""
    request: Mapping[str, Any] | None = None
    text: str = ""
    message: str = ""


def find_examples(shelf: Shelf, pack: str, rule: str) -> tuple[Sample | None, Sample | None]:
    """
    Find a request that breaks a rule and one that keeps it.

    Args:
        shelf: On which the pack stands.
        pack: Its id.
        rule: Id of the rule.

    Returns:
        A bad one and a good one; None for what the pack has no example of.
    """
    placed = _placed(shelf, pack)
    bad = [it for it in placed if rule in _fired(it.example)]
    # The fewest other diagnostics, then one that has its remedy beside it.
    bad.sort(key=lambda it: (len(it.example.expect), it.example.fixed is None))
    said = ((it, _message(shelf, pack, it, rule)) for it in bad)
    worst, message = next((pair for pair in said if pair[1]), (None, ""))
    if worst is None:
        return None, None
    first = worst.example
    shown = Sample(first.name, _shown(first), message=message)
    if first.fixed is not None:
        return shown, Sample("the same with its fix", first.fixed)
    good = [it for it in placed if it.model == worst.model and not it.example.expect]
    if not good:
        return shown, None
    closest = min(good, key=lambda it: _distance(it, first)).example
    return shown, Sample(closest.name, _shown(closest))


# A page asks for one rule of a pack after another.
@lru_cache(maxsize=1)
def _placed(shelf: Shelf, pack: str) -> tuple[PlacedExample, ...]:
    """An overlay's examples, then those of the pack, which the overlay may have made untrue."""
    placed = list(examples_of(shelf, pack))
    if any(it.pack.amends == pack for it in shelf.overlays):
        placed += examples_of(shelf, pack, amended=False)
    return tuple(it for it in placed if not it.problems)


def _message(shelf: Shelf, pack: str, placed: PlacedExample, rule: str) -> str:
    """What the rule says of an example, or "" where it says nothing, whatever is expected."""
    program = shelf.program(pack, placed.model)
    try:
        body = request_of(placed.example, placed.model, program.input)
    except ExampleError:
        return ""
    verdict = interpret_judge(program)(body, placed.example.headers)
    said = describe(program, verdict, headers_placed=placed.example.headers is not None)
    return next((it.message for it in said if it.rule == rule), "")


def _fired(example: Example) -> set[str]:
    return {expected.partition("@")[0] for expected in example.expect}


def _shown(example: Example) -> Mapping[str, Any]:
    """What of an example a reader needs: its input where there is one, long texts as a count."""
    shown = dict(example.input if example.input is not None else example.body or {})
    shown.update({name: f"({length} characters)" for name, length in example.fill.items()})
    return shown if example.headers is None else {"headers": example.headers, **shown}


def _distance(placed: PlacedExample, other: Example) -> tuple[bool, int, int]:
    """A whole body beside an input object says little; then the fewest members that differ."""
    another_form = (placed.example.body is None) != (other.body is None)
    mine, theirs = _shown(placed.example), _shown(other)
    differing = sum(mine.get(key) != theirs.get(key) for key in {*mine, *theirs})
    # Of two alike in that, one with the same members is nearer.
    return another_form, differing, len(mine.keys() ^ theirs.keys())
