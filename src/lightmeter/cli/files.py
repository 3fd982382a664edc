"""Paths become inputs: which files are read, and what they are called."""

import errno
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

import attrs

from lightmeter.checker import Input
from lightmeter.cli.long_files import LONG_BYTES, open_long
from lightmeter.cli.wishes import Wishes
from lightmeter.data_methods import equal, hash_of, represent
from lightmeter.document.source import MAX_SOURCE_BYTES, Format, format_of
from lightmeter.errors import UsageError
from lightmeter.settings.disk import is_directory

__all__ = ["Plan", "find_files"]

_STDIN = "-"
# What no file can be called here: the name is too long, or holds what Windows does not allow.
_IMPOSSIBLE = (errno.ENAMETOOLONG, errno.EINVAL)


@attrs.frozen(slots=False)
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

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    name: str
    path: Path | None
    format: Format | None = None
    found_by_walk: bool = False
    problem: str = ""

    def read(self, *, hold: bool = True) -> Input:
        """
        Read it; what goes wrong is said in the input.

        Args:
            hold: All of it is wanted; else of long JSONL only a way to read it.
        """
        it = Input(
            name=self.name,
            format=self.format,
            problem=self.problem,
            found_by_walk=self.found_by_walk,
            standard_input=self.path is None,
        )
        if it.problem:
            return it
        try:
            if self.path is not None:
                with self.path.open("rb") as file:
                    return self._from(it, file, hold=hold)
            if sys.stdin is not None:
                return self._from(it, sys.stdin.buffer, hold=hold)
        except OSError as error:
            return attrs.evolve(it, problem=error.strerror or str(error))
        return attrs.evolve(it, problem="standard input is closed")

    def _from(self, it: Input, file: BinaryIO, *, hold: bool) -> Input:
        head = b""
        if not hold:
            head = file.read(LONG_BYTES + 1)
            if len(head) > LONG_BYTES:
                long = open_long(head, file, self.path, it.format or format_of(it.name))
                if long is not None:
                    return attrs.evolve(it, long=long, format="jsonl")
        # One byte more than is accepted is enough to refuse the rest of it.
        return attrs.evolve(it, data=head + file.read(MAX_SOURCE_BYTES + 1 - len(head)))


@attrs.frozen(slots=False)
class Plan:
    """
    What a command line asks to read.

    Attributes:
        files: Each once, in the order of the command line, a directory's sorted.
        directories: Name of each directory to the names of the files found in it.
        missing: Paths that are not there.
        excluded: Files that were named and are left out all the same.
        notes: What did not go as it should, one line each.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    files: tuple[File, ...]
    directories: Mapping[str, tuple[str, ...]]
    missing: tuple[str, ...]
    excluded: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def inputs(self, *, hold: bool = True) -> Iterator[Input]:
        """
        Read one file after the other.

        Args:
            hold: All of each is wanted; else of long JSONL only a way to read it.
        """
        return (file.read(hold=hold) for file in self.files)


def find_files(
    paths: Sequence[str],
    *,
    stdin_filename: str | None = None,
    stdin_format: Format | None = None,
    wishes: Wishes | None = None,
) -> Plan:
    """
    Find what is to be read.

    Args:
        paths: Files, directories, "-" for standard input.
        stdin_filename: What standard input is called.
        stdin_format: How it is to be read.
        wishes: Which files are looked at; None for all that may hold requests.

    Raises:
        SettingsError: If settings on the way are broken.
        UsageError: If the current directory was removed.
    """
    wishes = wishes or Wishes()
    _check_current_directory(paths)
    files = _Files()
    directories: dict[str, tuple[str, ...]] = {}
    missing: list[str] = []
    excluded: list[str] = []
    notes: list[str] = []
    for text in paths:
        path = Path(text)
        if text == _STDIN:
            name = Path(stdin_filename).as_posix() if stdin_filename else _STDIN
            files.add(File(name, None, stdin_format))
        elif not text:
            # What an unset variable leaves is no wish to read the current directory.
            missing.append('""')
        elif is_directory(path):
            chosen = wishes.search(path)
            notes += chosen.notes
            there = [File(_name(it), it, found_by_walk=not m) for it, m in chosen.files.items()]
            there += [File(_name(it), it, problem=problem) for it, problem in chosen.failed]
            directories[_name(path)] = tuple(files.add(it) for it in there)
        elif _is_missing(path):
            missing.append(text)
        elif wishes.refuses(path):
            excluded.append(_name(path))
        else:
            files.add(File(_name(path), path))
    return Plan(
        files=tuple(files.known.values()),
        directories=directories,
        missing=tuple(missing),
        excluded=tuple(dict.fromkeys(excluded)),
        notes=tuple(dict.fromkeys(notes)),
    )


class _Files:
    """
    Files to read, each once, whatever ways to it were named.

    Attributes:
        known: Where a file lies to the file, in the order in which they came.
    """

    def __init__(self) -> None:
        self.known: dict[str, File] = {}
        self._places: dict[Path, str] = {}

    def add(self, file: File) -> str:
        """Take a file up and give the name that it is read by."""
        known = self.known.setdefault(self._place(file.path), file)
        # A file that is named counts as named, even where a directory brought it along.
        if known.found_by_walk and not file.found_by_walk:
            known = self.known[self._place(file.path)] = attrs.evolve(known, found_by_walk=False)
        return known.name

    def _place(self, path: Path | None) -> str:
        if path is None:
            return _STDIN
        # A link to a file is a file of its own: it may be what a request is called by.
        above = path.parent
        if above not in self._places:
            self._places[above] = os.path.realpath(above)
        return os.path.normcase(Path(self._places[above], path.name))


def _check_current_directory(paths: Sequence[str]) -> None:
    """Refuse paths where nothing tells where they begin, and what to call what they lead to."""
    if all(it == _STDIN for it in paths):
        return
    try:
        Path.cwd()
    except OSError:
        message = "the current directory is no longer there; change into another one"
        raise UsageError(message) from None


def _is_missing(path: Path) -> bool:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError as error:
        # What is there and cannot be read is said by whoever reads it.
        return error.errno in _IMPOSSIBLE
    return False


def _name(path: Path) -> str:
    """What a path is called: relative, with forward slashes on every system."""
    if path.is_absolute():
        try:
            path = Path(os.path.relpath(path))
        except ValueError:
            # Windows knows no way from one drive to another.
            return path.as_posix()
    return path.as_posix()
