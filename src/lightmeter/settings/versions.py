"""Which versions of lightmeter a project may be used with."""

import operator
import re
from collections.abc import Callable, Mapping

__all__ = ["VERSIONS_PATTERN", "Demand", "VersionsError", "is_met", "parse_versions"]

Numbers = tuple[int, ...]
Demand = tuple[str, Numbers]
"""A sign of comparison and what stands behind it."""

_COMPARISONS: Mapping[str, Callable[[Numbers, Numbers], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
}
_COMPATIBLE = "~="
_NUMBERS = r"[0-9]{1,9}(?:\.[0-9]{1,9})"
_DEMAND = rf"[ \t]*(?:(?:>=|<=|==|!=|>|<)[ \t]*{_NUMBERS}*|~=[ \t]*{_NUMBERS}+)[ \t]*"
VERSIONS_PATTERN = f"^{_DEMAND}(?:,{_DEMAND})*$"
"""What `parse_versions` reads, for JSON Schema."""

_demand = re.compile(_DEMAND).fullmatch
_leading = re.compile(rf"{_NUMBERS}*").match


class VersionsError(ValueError):
    """
    A text that says no versions.

    Attributes:
        start: Of what is wrong in it.
        end: Right after that.
    """

    def __init__(self, reason: str, start: int, end: int) -> None:
        super().__init__(reason)
        self.start = start
        self.end = end


def parse_versions(text: str) -> tuple[Demand, ...]:
    """
    Read comparisons of dotted numbers, separated by commas; all of them have to hold.

    >>> parse_versions(">=0.1, <2")
    (('>=', (0, 1)), ('<', (2,)))

    Raises:
        VersionsError: At the first part that is none.
    """
    demands = []
    start = 0
    for part in text.split(","):
        if not _demand(part):
            bare = part.strip()
            first = start + part.find(bare)
            raise VersionsError(_reason(bare), first, first + len(bare))
        sign = part.strip().rstrip("0123456789. \t")
        demands.append((sign, _numbers(part.strip().removeprefix(sign).strip())))
        start += len(part) + 1
    return tuple(demands)


def _reason(part: str) -> str:
    example = 'write comparisons of dotted numbers: ">=0.1, <2"'
    if not part:
        return f"a comparison is missing; {example}"
    if re.fullmatch(rf"{_NUMBERS}*", part):
        return f"{part} compares nothing; write >={part}, or =={part} for this one alone"
    if re.fullmatch(r"~=\s*[0-9]+", part):
        return f"{part} leaves open which numbers may change; write ~={part[2:].strip()}.0"
    return f"{part} is no comparison; {example}"


def is_met(demands: tuple[Demand, ...], version: str) -> bool:
    """
    Whether a version meets every comparison; missing numbers are zeros.

    Args:
        demands: That `parse_versions` read.
        version: Of lightmeter. What stands behind its numbers (`.dev1`, `rc2`) does not count.
    """
    found = _leading(version)
    numbers = _numbers(found[0]) if found else ()
    return all(_holds(it, numbers) for it in demands)


def _holds(demand: Demand, numbers: Numbers) -> bool:
    sign, wanted = demand
    width = max(len(wanted), len(numbers))
    left, right = _padded(numbers, width), _padded(wanted, width)
    if sign == _COMPATIBLE:
        # All but the last number stay, as for Python's own packages.
        fixed = len(wanted) - 1
        return left >= right and left[:fixed] == right[:fixed]
    return _COMPARISONS[sign](left, right)


def _numbers(text: str) -> Numbers:
    return tuple(map(int, text.split(".")))


def _padded(numbers: Numbers, width: int) -> Numbers:
    return numbers + (0,) * (width - len(numbers))
