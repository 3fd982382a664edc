"""
Wheels without a network, made again from what is installed.

Every distribution lists its files, so that they can be packed as they came.
"""

import os
import zipfile
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

__all__ = ["pack_wheels"]

# What installing has added: the record is written anew, scripts come back from entry points.
_ADDED = frozenset(("INSTALLER", "RECORD", "REQUESTED", "direct_url.json"))


def pack_wheels(requirements: Iterable[str], directory: Path) -> None:
    """
    Pack distributions and all that they need.

    Args:
        requirements: As in a project file.
        directory: That the wheels go to.

    Raises:
        PackageNotFoundError: If one of them is not installed.
    """
    pending, done = list(requirements), set()
    while pending:
        requirement = Requirement(pending.pop())
        # Of extras nothing is wanted.
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        found = distribution(requirement.name)
        if found.name not in done:
            done.add(found.name)
            _pack(found, directory)
            pending += found.requires or ()


def _pack(found: Distribution, directory: Path) -> None:
    name = found.name.replace("-", "_")
    path = directory / f"{name}-{found.version}-{_tag(found)}.whl"
    # Whoever builds reproducibly dates files to 1970, which a zip cannot say.
    with zipfile.ZipFile(path, "w", strict_timestamps=False) as wheel:
        entries = dict(_entries(found))
        for entry, file in entries.items():
            wheel.write(file, entry)
        record = next(it for it in entries if it.endswith(".dist-info/METADATA"))
        record = record.replace("METADATA", "RECORD")
        wheel.writestr(record, "".join(f"{it},,\n" for it in (*entries, record)))


def _tag(found: Distribution) -> str:
    """The tags of a wheel as its name says them: all that are joined by points are combined."""
    lines = (found.read_text("WHEEL") or "").splitlines()
    tags = [it.removeprefix("Tag: ").split("-") for it in lines if it.startswith("Tag: ")]
    return "-".join(".".join(dict.fromkeys(part)) for part in zip(*tags, strict=True))


def _entries(found: Distribution) -> Iterator[tuple[str, str]]:
    """Name in the wheel, and path on the disk."""
    for it in found.files or ():
        if it.parts[0] != os.pardir and it.suffix != ".pyc" and it.name not in _ADDED:
            yield it.as_posix(), str(it.locate())
