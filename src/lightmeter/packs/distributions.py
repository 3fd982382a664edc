"""
Packs inside installed distributions, found without importing anything of them.

A distribution offers packs with entry points of the group `lightmeter.packs`, whose values are
dotted paths of directories. Being installed is not enough: a project names those that it wants.
"""

from collections.abc import Iterator, Sequence
from importlib.metadata import Distribution, PackageNotFoundError, distribution, distributions
from importlib.util import find_spec
from pathlib import Path

from lightmeter.errors import UsageError
from lightmeter.language.spelling import nearest

__all__ = ["GROUP", "find_in_distribution"]

GROUP = "lightmeter.packs"
"""The group of entry points by which a distribution offers directories of packs."""


def find_in_distribution(name: str) -> tuple[Path, ...]:
    """
    Find the directories of packs that a distribution offers, in the order of their names.

    Raises:
        UsageError: If it is not installed, offers none, or one is not there.
    """
    try:
        found = distribution(name)
    except (PackageNotFoundError, ValueError):
        raise UsageError(_not_installed(name)) from None
    offers = sorted(it for it in found.entry_points if it.group == GROUP)
    if not offers:
        raise UsageError(
            f"the distribution {name} offers no packs: it has no entry point of the group {GROUP}"
        )
    return tuple(_directory(found, name, it.name, it.value) for it in offers)


def _not_installed(name: str) -> str:
    # Entry points are read of those alone that have the group, so that a name is suggested which
    # would work.
    offering = {
        it.name for it in distributions() if any(point.group == GROUP for point in it.entry_points)
    }
    close = nearest(name, offering)
    hint = f"; did you mean {close}?" if close else ""
    return f"the distribution {name} is not installed here{hint}"


def _directory(found: Distribution, name: str, offer: str, value: str) -> Path:
    steps = value.split(".")
    what = f"the entry point {offer} of the distribution {name}"
    if not all(step.isidentifier() for step in steps):
        raise UsageError(f"{what} is {value}; it names a directory, as package.directory")
    for place in _candidates(found, steps):
        if place.is_dir():
            return place
    raise UsageError(f"{what} names {value}, and there is no such directory in the distribution")


def _candidates(found: Distribution, steps: Sequence[str]) -> Iterator[Path]:
    """Where a dotted path may lie."""
    files = found.files
    if files is None or any(it.parts[: len(steps)] == tuple(steps) for it in files):
        yield Path(str(found.locate_file("/".join(steps))))
    # Of an editable installation the files lie elsewhere. Looking for a top-level package imports
    # nothing; looking for one inside it would import what is around.
    try:
        spec = find_spec(steps[0])
    except (ImportError, ValueError):
        return
    if spec is not None:
        for root in spec.submodule_search_locations or ():
            yield Path(root, *steps[1:])
