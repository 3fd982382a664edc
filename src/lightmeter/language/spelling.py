"""The nearest known spelling of a word."""

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["nearest"]

# Comparing two words takes time by the product of their lengths, and nobody misspells more.
_LONGEST, _MOST = 60, 1_000


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
    if len(word) > _LONGEST:
        return ""
    near = [it for it in folded if len(it) <= _LONGEST][:_MOST]
    close = get_close_matches(word.casefold(), near, n=1)
    return folded[close[0]] if close else ""
