"""Which choices make a better result: a narrower question than which have an order."""

import re

from lightmeter.packs.member import Member
from lightmeter.packs.tiers import ordered

__all__ = ["rises", "scale_of"]

# Of what an image or a film has more: pixels. More seconds are another film, not a better one.
_UNITS = frozenset(("k", "p", "mp"))
_MEASURE = re.compile(r"[0-9.]+\s*([A-Za-z]+)").fullmatch
# In order by quality, but wanted for its speed.
_WANTED_OTHERWISE = frozenset(("fast",))
_SPEAKS_OF_QUALITY = ("quality", "resolution", "definition", "fidelity", "size", "tier")


def scale_of(member: Member, *, billed: bool) -> tuple[str, ...]:
    """
    The choices of a member from the least to the best result.

    Args:
        member: Of a request.
        billed: Whether a lever or a price reads it. A "low" and "high" that neither does may be of
            anything: of motion, of moderation.

    Returns:
        () where none is better than another.
    """
    values = tuple(it for it in ordered(member.field.enum) if it.lower() not in _WANTED_OTHERWISE)
    if len(values) < 2 or not _is_of_quality(values[0]):
        return ()
    if _MEASURE(values[0]) is None and not billed:
        return values if any(it in member.name.lower() for it in _SPEAKS_OF_QUALITY) else ()
    return values


def rises(before: object, after: object) -> bool:
    """Whether an effective value is better than another on a scale that both are on."""
    if not isinstance(before, str) or not isinstance(after, str):
        return False
    if {before.lower(), after.lower()} & _WANTED_OTHERWISE:
        return False
    return ordered((before, after)) == (before, after) and _is_of_quality(before)


def _is_of_quality(value: str) -> bool:
    measure = _MEASURE(value)
    return measure is None or measure[1].lower() in _UNITS
