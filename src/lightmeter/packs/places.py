"""Where packs lie: the shipped ones, and directories and files that somebody names."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from lightmeter.errors import PackError, UsageError
from lightmeter.packs.limits import LARGEST_BYTES

if TYPE_CHECKING:
    from lightmeter.packs.file import PackFile

__all__ = [
    "check_id",
    "is_amending",
    "is_pack_id",
    "packs_in",
    "read_text",
    "refuse_link",
    "shipped_directory",
    "shown",
]

_SUFFIX = ".toml"
# Of which the parts of an id are made, the first character of each without the signs.
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_OF_IDS = _LETTERS | {".", "-"}
# Keys that a file has if it is a pack, wherever it lies.
_KEYS_OF_PACKS = (r"(?m)^[ \t]*format[ \t]*=", r"(?m)^[ \t]*id[ \t]*=")


def shipped_directory() -> Path:
    """Where the packs lie that lightmeter brings along: in the wheel, else in the checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "rules"
    return installed if installed.is_dir() else package.parents[1] / "rules"


def is_pack_id(text: str) -> bool:
    """Whether a text can be a pack's id: provider/name."""
    parts = text.split("/")
    return len(parts) > 1 and all(it[:1] in _LETTERS and _OF_IDS.issuperset(it) for it in parts)


def packs_in(place: Path) -> Iterator[tuple[str, Path]]:
    """
    Find the packs of a place, by id; what amends others is among them.

    Raises:
        UsageError: If there is none.
        PackError: If one lies where its id does not say, or leads out of the place.
    """
    # The methods of Path raise, up to Python 3.13, where a name is too long for the system.
    if os.path.isdir(place):  # noqa: PTH112
        found = list(_in_directory(place))
        if not found:
            raise UsageError(f"{place} holds no packs: provider/name.toml")
        yield from found
    elif os.path.isfile(place):  # noqa: PTH113
        file = _read_pack(place)
        check_id(file)
        yield file.pack.id, place
    else:
        raise UsageError(f"there are no packs at {place}")


def _in_directory(place: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(_files_below(place)):
        relative = path.relative_to(place)
        pack = relative.with_suffix("").as_posix()
        if is_pack_id(pack):
            refuse_link(path, place, f"{pack}.toml")
            yield pack, path
        elif not any(part.startswith(".") for part in relative.parts) and _is_pack(path):
            refuse_link(path, place, shown(path))
            file = _read_pack(path)
            if not file.pack.amends:
                raise file.error(
                    f"the pack {file.pack.id} is looked for at {file.pack.id}.toml in {place};"
                    " move it there, or name the file itself",
                    ("id",),
                )
            yield file.pack.id, path


def _files_below(place: Path) -> Iterator[Path]:
    """What `place.rglob` gives, in a tenth of its time: that compiles a pattern for the suffix."""
    for directory, directories, files in os.walk(place):
        for name in (*directories, *files):
            if os.path.normcase(name).endswith(_SUFFIX):
                yield Path(directory, name)


def refuse_link(path: Path, place: Path, name: str) -> None:
    """
    See that whoever can put a link into a directory of packs cannot have other files read.

    Args:
        path: Of a pack's file.
        place: The directory that was named.
        name: Of the file, for the error.

    Raises:
        PackError: If the file is a link that leads out of the directory.
    """
    if not path.is_symlink() or place == shipped_directory():
        # Some installers put links in place of every file that they install.
        return
    try:
        inside = path.resolve(strict=True).is_relative_to(place.resolve())
    except (OSError, RuntimeError):
        # It leads in a circle or nowhere, which is said where it is opened.
        return
    if not inside:
        raise PackError(
            f"the pack is a link that leads out of {place}; put the file itself there", name=name
        )


def _is_pack(path: Path) -> bool:
    """Whether a file that lies anywhere was written as a pack; settings and the like are not."""
    text = read_text(path)
    return all(re.search(key, text) for key in _KEYS_OF_PACKS)


def is_amending(path: Path) -> bool:
    """Whether a file is a pack that amends another."""
    return "amends" in read_text(path) and bool(_read_pack(path).pack.amends)


def read_text(path: Path) -> str:
    """The text of a file that may be a pack; "" where it cannot be read."""
    from lightmeter.toml_file import read_bytes  # noqa: PLC0415 - as above

    try:
        return read_bytes(path, path.name, PackError, LARGEST_BYTES).decode(errors="replace")
    except PackError:
        return ""


def _read_pack(path: Path) -> "PackFile":
    # The shipped packs are found by their names alone, and most of them read as they were prepared.
    from lightmeter.packs.file import read_pack  # noqa: PLC0415

    return read_pack(path, shown(path))


def check_id(file: "PackFile") -> None:
    """
    See that the id of a pack is one.

    Raises:
        PackError: If it is not.
    """
    if not is_pack_id(file.pack.id):
        raise file.error(f'"{file.pack.id}" is not a pack id: provider/name', ("id",))


def shown(path: Path) -> str:
    """What a file is called in errors: its way from here, else its name alone."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return path.name if path.is_absolute() else path.as_posix()
