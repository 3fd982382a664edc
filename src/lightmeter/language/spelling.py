"""The nearest known spelling of a word."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import takewhile

__all__ = ["alike", "nearest", "toil"]

# Nobody misspells longer words, and comparing two takes time by the square of their length.
_LONGEST = 60
# Of one word, in letters of it times letters of all it is compared with: at most 30 ms.
_MOST_TOIL = 100_000


def nearest(word: str, candidates: Iterable[str]) -> str:
    """
    Find the candidate that was probably meant.

    Returns:
        A candidate, one that differs by case alone before all others, or "" if none is near.
    """
    known = sorted(candidates)
    folded = {candidate.casefold(): candidate for candidate in reversed(known)}
    if word.casefold() in folded:
        return folded[word.casefold()]
    close = alike(word.casefold(), folded)
    return folded[close] if close else ""


def alike(word: str, candidates: Iterable[str], cutoff: float = 0.6) -> str:
    """
    Find the candidate that is most like a word.

    Args:
        word: As it was written.
        candidates: Where they are very many for a long word, only those that begin or end most
            like it are looked at.
        cutoff: How alike they must be, from 0 to 1.

    Returns:
        A candidate, or "".
    """
    if not 0 < len(word) <= _LONGEST:
        return ""
    # Nothing is compared where everything is spelt right.
    import heapq  # noqa: PLC0415

    near = [it for it in candidates if len(it) <= _LONGEST]
    most = _MOST_TOIL // len(word) ** 2
    if len(near) > most:
        near = heapq.nlargest(
            most, near, lambda it: _shared(word, it) + _shared(word[::-1], it[::-1])
        )
    return _closest(word, tuple(near), cutoff)


# The same slip is made again and again: in a batch, and in each request of a loop.
@lru_cache(maxsize=1024)
def _closest(word: str, near: tuple[str, ...], cutoff: float) -> str:
    """
    Find what `difflib.get_close_matches` would give first.

    Letters that two words share, in whatever order, are soon counted, and no more of them can match
    in order: where that is too little, or less than was found already, nothing is compared.
    """
    from difflib import SequenceMatcher  # noqa: PLC0415 - as above

    letters = Counter(word)
    best = (0.0, "")
    matcher = SequenceMatcher(b=word)
    for most, it in sorted(
        ((_most_alike(it, letters, len(word)), it) for it in near), reverse=True
    ):
        if most < max(cutoff, best[0]):
            break
        matcher.set_seq1(it)
        if (ratio := matcher.ratio()) >= cutoff:
            # Of two that are equally alike, the one that is sorted later.
            best = max(best, (ratio, it))
    return best[1]


def _most_alike(word: str, letters: Mapping[str, int], length: int) -> float:
    """How alike a word can be at most to one of those letters, as a matcher would put it."""
    left = dict(letters)
    shared = 0
    for letter in word:
        if left.get(letter):
            left[letter] -= 1
            shared += 1
    return 2.0 * shared / (len(word) + length)


def toil(word: str, count: int) -> int:
    """How much work it is to find what is most like a word: four million take a second."""
    return min(count * len(word) ** 2, _MOST_TOIL) if len(word) <= _LONGEST else 0


def _shared(left: str, right: str) -> int:
    """How many letters two words begin with alike."""
    return sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False))
    )
