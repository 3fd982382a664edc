"""Paths become inputs: which files are read, and what they are called."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import attrs

from lightmeter.checker import Input
from lightmeter.document.source import MAX_SOURCE_BYTES, Format, format_of
from lightmeter.settings.reading import SETTINGS_FILES

__all__ = ["Plan", "find_files"]

_STDIN = "-"
# Golden results lie beside their pack: they are requests, but of its tests.
_GOLDEN = ".probes.jsonl"
# Directories that hold other people's files; hidden ones and virtual environments as well.
_FOREIGN = frozenset(("node_modules", "__pycache__"))


@attrs.frozen
class File:
    """
    Something to read.

    Attributes:
        name: In the output.
        path: To open, or None for standard input.
        format: Or None where the name or the text tells it.
        found_by_walk: It came with a directory.
        problem: Why it cannot be opened, as far as that is known already, or "".
    """

    name: str
    path: Path | None
    format: Format | None = None
    found_by_walk: bool = False
    problem: str = ""

    def read(self) -> Input:
        """Read it; what goes wrong is said in the input."""
        data, problem = b"", self.problem
        if not problem:
            try:
                data = self._bytes()
            except OSError as error:
                problem = error.strerror or str(error)
        return Input(
            name=self.name,
            data=data,
            format=self.format,
            problem=problem,
            found_by_walk=self.found_by_walk,
        )

    def _bytes(self) -> bytes:
        # One byte more than is accepted is enough to refuse the rest of it.
        if self.path is None:
            return sys.stdin.buffer.read(MAX_SOURCE_BYTES + 1)
        with self.path.open("rb") as file:
            return file.read(MAX_SOURCE_BYTES + 1)


@attrs.frozen
class Plan:
    """
    What a command line asks to read.

    Attributes:
        files: Each once, in the order of the command line, a directory's sorted.
        directories: Name of each directory to the names of the files found in it.
        missing: Paths that are not there.
    """

    files: tuple[File, ...]
    directories: Mapping[str, tuple[str, ...]]
    missing: tuple[str, ...]

    def inputs(self) -> Iterator[Input]:
        """Read one file after the other."""
        return (file.read() for file in self.files)


def find_files(
    paths: Sequence[str], *, stdin_filename: str | None = None, stdin_format: Format | None = None
) -> Plan:
    """
    Find what is to be read.

    Args:
        paths: Files, directories, "-" for standard input.
        stdin_filename: What standard input is called.
        stdin_format: How it is to be read.
    """
    files: dict[str, File] = {}
    directories: dict[str, tuple[str, ...]] = {}
    missing = []
    for text in paths:
        path = Path(text)
        if text == _STDIN:
            name = Path(stdin_filename).as_posix() if stdin_filename else _STDIN
            files[_STDIN] = File(name, None, stdin_format)
        elif not text:
            # What an unset variable leaves is no wish to read the current directory.
            missing.append('""')
        elif path.is_dir():
            found = list(_walk(path))
            directories[_name(path)] = tuple(file.name for file in found)
            for file in found:
                files.setdefault(file.name, file)
        elif path.exists():
            # A file that is named counts as named, even where a directory brought it along.
            files[_name(path)] = File(_name(path), path)
        else:
            missing.append(text)
    return Plan(tuple(files.values()), directories, tuple(missing))


def _walk(directory: Path) -> Iterator[File]:
    failed: list[OSError] = []
    for here, below, names in os.walk(directory, onerror=failed.append):
        below[:] = sorted(it for it in below if not _is_foreign(Path(here, it)))
        golden = {f"{Path(it).stem}{_GOLDEN}" for it in names if it.endswith(".toml")}
        for name in sorted(set(names).difference(golden, SETTINGS_FILES)):
            path = Path(here, name)
            # A link without a target is read too, so that it is reported.
            if format_of(name) is not None and (path.is_file() or not path.exists()):
                yield File(_name(path), path, found_by_walk=True)
    for error in failed:
        path = Path(os.fsdecode(error.filename))
        yield File(_name(path), path, problem=error.strerror or str(error))


def _is_foreign(directory: Path) -> bool:
    name = directory.name
    return name.startswith(".") or name in _FOREIGN or (directory / "pyvenv.cfg").exists()


def _name(path: Path) -> str:
    """What a path is called: relative, with forward slashes on every system."""
    if path.is_absolute():
        try:
            path = Path(os.path.relpath(path))
        except ValueError:
            # Windows knows no way from one drive to another.
            return path.as_posix()
    return path.as_posix()
