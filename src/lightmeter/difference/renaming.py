"""Which file of the new side is a file of the old one under another name."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from lightmeter.difference.side import Priced
from lightmeter.place import Pointer

__all__ = ["find_renamed"]

# How alike the requests of two files have to be, from 0 to 1; git asks for half of the lines.
_ALIKE = 0.6
# More than that is not looked at, so that nobody waits: pairs of files, the first requests of each,
# words of a text.
_MOST_PAIRS = 400
_MOST_REQUESTS = 5
_MOST_WORDS = 100


def find_renamed(
    old: Sequence[Priced], new: Sequence[Priced], moved: Mapping[tuple[str, str], int]
) -> dict[str, str]:
    """
    Find files that were renamed, and edited besides.

    Args:
        old: Requests that are left of files that are gone.
        new: Requests that are left of files that were not there.
        moved: Old and new key of a file, and how many requests of the one are in the other as they
            were.

    Returns:
        New key to the old one; each of them once.
    """
    before, now = _by_key(old), _by_key(new)
    scores: dict[tuple[str, str], tuple[int, float]] = {
        pair: (number, 1.0) for pair, number in moved.items()
    }
    if len(before) * len(now) <= _MOST_PAIRS:
        for then, ours in before.items():
            for today, theirs in now.items():
                alike = _likeness(ours, theirs)
                if alike >= _ALIKE:
                    scores.setdefault((then, today), (0, alike))
    found: dict[str, str] = {}
    for then, today in sorted(scores, key=lambda pair: scores[pair], reverse=True):
        if today not in found and then not in found.values():
            found[today] = then
    return found


def _by_key(requests: Sequence[Priced]) -> dict[str, list[Priced]]:
    files: dict[str, list[Priced]] = {}
    for it in requests:
        files.setdefault(it.key, []).append(it)
    return files


def _likeness(old: Sequence[Priced], new: Sequence[Priced]) -> float:
    """How alike the requests of two files are, taken in order; those to another model are not."""
    looked_at = list(zip(old, new, strict=False))[:_MOST_REQUESTS]
    alike = sum(
        _alike(before, now)
        for before, now in looked_at
        if (before.provider, before.model) == (now.provider, now.model)
    )
    # As many as have nobody to be like are like nothing.
    return alike / len(looked_at) * min(len(old), len(new)) / max(len(old), len(new))


def _alike(old: Priced, new: Priced) -> float:
    """How much of what two requests say is the same, by its length: a prompt counts most."""
    before, now = (dict(_leaves(_said(it), ())) for it in (old, new))
    same = sum(_in_common(text, now[pointer]) for pointer, text in before.items() if pointer in now)
    whole = sum(len(text) for it in (before, now) for text in it.values())
    return 2 * same / whole if whole else 0.0


def _said(it: Priced) -> Any:
    body = it.payload if it.written is None else it.written
    return {} if body is None else {name: body[name] for name in body if name != "model"}


def _leaves(value: Any, pointer: Pointer) -> Iterator[tuple[Pointer, str]]:
    if isinstance(value, Mapping):
        for name, member in value.items():
            yield from _leaves(member, (*pointer, str(name)))
    elif isinstance(value, list | tuple):
        for number, member in enumerate(value):
            yield from _leaves(member, (*pointer, number))
    else:
        yield pointer, str(value)


def _in_common(old: str, new: str) -> float:
    if old == new:
        return len(old)
    before, now = (it.split()[:_MOST_WORDS] for it in (old, new))
    alike: float = SequenceMatcher(None, before, now, autojunk=False).ratio()
    return alike * min(len(old), len(new))
