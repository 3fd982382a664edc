"""A bad example of a rule and the good one, out of a pack's own."""

from collections.abc import Iterator, Mapping
from typing import Any

from lightmeter.packs.examples import PlacedExample, examples_of
from lightmeter.packs.load import Shelf
from lightmeter.packs.model import Example

__all__ = ["find_examples"]


def find_examples(shelf: Shelf, pack: str, rule: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """
    Find a request that breaks a rule and one that keeps it.

    Args:
        shelf: On which the pack stands.
        pack: Its id.
        rule: Id of the rule.

    Returns:
        At most two titles and input objects; nothing where the pack has no example of the rule.
    """
    placed = [it for it in examples_of(shelf, pack) if not it.problems]
    bad = [it for it in placed if rule in _fired(it.example)]
    # The fewest other diagnostics, then one that has its remedy beside it.
    bad.sort(key=lambda it: (len(it.example.expect), it.example.fixed is None))
    if not bad:
        return
    first = bad[0].example
    yield f"Bad: {first.name}", _shown(first)
    if first.fixed is not None:
        yield "Good: the same with its fix", first.fixed
        return
    good = [it for it in placed if it.model == bad[0].model and not it.example.expect]
    if good:
        closest = min(good, key=lambda it: _distance(it, first)).example
        yield f"Good: {closest.name}", _shown(closest)


def _fired(example: Example) -> set[str]:
    return {expected.partition("@")[0] for expected in example.expect}


def _shown(example: Example) -> Mapping[str, Any]:
    """What of an example a reader needs: its input where there is one, long texts as a count."""
    shown = dict(example.input if example.input is not None else example.body or {})
    shown.update({name: f"({length} characters)" for name, length in example.fill.items()})
    return shown if example.headers is None else {"headers": example.headers, **shown}


def _distance(placed: PlacedExample, other: Example) -> int:
    mine, theirs = _shown(placed.example), _shown(other)
    return sum(mine.get(key) != theirs.get(key) for key in {*mine, *theirs})
