"""The files of a revision, of which those are written that a comparison needs."""

import os
import posixpath
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from lightmeter.cli.git_files import GitError, is_repository
from lightmeter.cli.git_objects import SUBMODULE, Entry, list_tree, read_blobs
from lightmeter.cli.named_files import is_settings_file, named_by
from lightmeter.document.source import MAX_SOURCE_BYTES, format_of

__all__ = ["RevisionFiles", "real_path"]

_LINK = "120000"
# By it a directory is known to hold other people's files.
_ENVIRONMENT = "pyvenv.cfg"


def real_path(path: str | Path) -> Path:
    """A path without links on the way; a link itself is a file of its own."""
    path = Path(path)
    if path.name in ("", ".."):
        return Path(os.path.realpath(path))
    return Path(os.path.realpath(path.parent), path.name)


class RevisionFiles:
    """The files of a revision, of which some are written."""

    def __init__(self, root: Path, here: Path) -> None:
        self._root = root
        self._here = here
        # Path from the root to the file, and to the repository that has its object.
        self._entries: dict[str, tuple[Path, Entry]] = {}
        self._submodules: list[str] = []
        self.unknown: dict[str, str] = {}
        self.notes: list[str] = []

    def add(self, repository: Path, commit: str, prefix: str) -> None:
        """Take up the files of a commit, and of the submodules that are here."""
        for it in list_tree(repository, commit):
            path = f"{prefix}{it.path}"
            if not _is_plain(path):
                continue
            if it.mode != SUBMODULE:
                self._entries[path] = repository, it
                continue
            within = self._root / path
            why = "it is not checked out"
            if is_repository(within):
                why = self._add_submodule(within, it.name, path)
            if why:
                self.unknown[path] = f"what the submodule {path} held is not known: {why}"

    def _add_submodule(self, repository: Path, commit: str, path: str) -> str:
        """Take up the files of a submodule, or say why that cannot be done."""
        try:
            self.add(repository, commit, f"{path}/")
        except GitError as error:
            return str(error)
        self._submodules.append(path)
        return ""

    def inside(self, path: str | Path) -> str | None:
        """The path of something from the root, or None for what lies elsewhere."""
        try:
            return real_path(path).relative_to(self._root).as_posix()
        except ValueError:
            return None

    def place(self, path: Path, base: Path) -> Path | None:
        """What a place is called from the current directory of the layout."""
        inside = self.inside(path)
        if inside is None:
            return real_path(path)
        there = os.path.lexists(base / inside)
        return Path(os.path.relpath(real_path(path), self._here)) if there else None

    def write(self, base: Path, paths: Sequence[str | None], places: Sequence[str | None]) -> None:
        """Write what is wanted, then what settings among it name."""
        below = ["" if it == "." else it for it in paths if it is not None]
        wanted = {it for it in self._entries if _is_wanted(it, below)}
        for place in places:
            wanted |= self._at(place) if place is not None else set()
        # Settings stop at the root of their repository, as they do in the working tree.
        for it in ("", *self._submodules):
            (base / it / ".git").mkdir(parents=True, exist_ok=True)
        waiting = {it: is_settings_file(it) for it in wanted}
        done: set[str] = set()
        while waiting:
            named = dict.fromkeys(self._write(base, waiting), False)
            done |= waiting.keys()
            for path in sorted(it for it, is_settings in waiting.items() if is_settings):
                for found, extends in self._named(base, path):
                    named[found] = extends or is_settings_file(found)
            waiting = {it: is_settings for it, is_settings in named.items() if it not in done}

    def _named(self, base: Path, path: str) -> Iterator[tuple[str, bool]]:
        """Files of the revision that settings name; what lies elsewhere is linked to."""
        for name, extends in named_by(base / path):
            joined = self._inside_by_name(base, path, name)
            if not _is_outside(joined):
                yield from ((it, extends) for it in self._at(joined))
                continue
            self.notes.append(
                f"{path} names {name}, which is not in the repository, and is taken as it is now"
            )
            if not Path(name).is_absolute() and self._link(base, joined) and extends:
                yield from self._named(base, joined)

    def _inside_by_name(self, base: Path, path: str, name: str) -> str:
        """The path of what settings name; a whole path is written anew, to lead to what was."""
        if not Path(name).is_absolute():
            return _joined(path, name)
        inside = self.inside(name)
        if inside is None:
            return name
        place = base / path
        if place.is_symlink() or _is_outside(path):
            return name
        text = place.read_bytes()
        there = posixpath.relpath(inside, posixpath.dirname(path) or ".")
        for quote in (b'"', b"'"):
            written, wanted = (quote + os.fsencode(it) + quote for it in (name, there))
            text = text.replace(written, wanted)
        if text == place.read_bytes():
            return name
        place.write_bytes(text)
        return inside

    def _link(self, base: Path, path: str) -> bool:
        """Lead from beside the layout to what lies beside the repository."""
        top = base.parents[len(self._root.relative_to(self._root.anchor).parts) - 1]
        place = Path(os.path.normpath(base / path))
        if not place.is_relative_to(top) or os.path.lexists(place):
            return False
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(os.path.normpath(self._root / path))
        return True

    def _at(self, path: str) -> set[str]:
        """The file of a path, or all files below it."""
        if path in self._entries:
            return {path}
        return {it for it in self._entries if _is_below(it, path)}

    def _write(self, base: Path, paths: Collection[str]) -> set[str]:
        """Write files and links, and give what the links lead to."""
        by_repository: dict[Path, dict[str, list[str]]] = {}
        for path in sorted(paths):
            repository, entry = self._entries[path]
            by_repository.setdefault(repository, {}).setdefault(entry.name, []).append(path)
        targets: set[str] = set()
        for repository, names in by_repository.items():
            missing = set(names)
            for name, data in read_blobs(repository, names, MAX_SOURCE_BYTES):
                missing.discard(name)
                for path in names[name]:
                    is_link = self._entries[path][1].mode == _LINK
                    _put(base, path, data, is_link=is_link)
                    if is_link:
                        targets |= self._at(_joined(path, os.fsdecode(data)))
            for name in missing:
                for path in names[name]:
                    self.unknown[path] = f"what {path} held is not here: git has no object for it"
        return targets


def _put(base: Path, path: str, data: bytes, *, is_link: bool) -> None:
    place = base / path
    place.parent.mkdir(parents=True, exist_ok=True)
    # Nothing is written through a link, which may lead anywhere.
    if place.is_symlink() or not Path(os.path.realpath(place.parent)).is_relative_to(base):
        return
    if is_link:
        with suppress(OSError, ValueError):
            place.symlink_to(os.fsdecode(data))
    else:
        place.write_bytes(data)


def _joined(path: str, name: str) -> str:
    """The path of what a file names, from the root of the repository."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), name))


def _is_outside(path: str) -> bool:
    return path == ".." or path.startswith(("../", "/")) or Path(path).is_absolute()


def _is_plain(path: str) -> bool:
    """Whether a path stays where it is put: a tree may be written by anybody."""
    parts = path.split("/")
    return not any(it in ("", ".", "..") or it.lower() == ".git" for it in parts)


def _is_wanted(path: str, paths: Sequence[str]) -> bool:
    name = posixpath.basename(path)
    if is_settings_file(path):
        above = posixpath.dirname(path)
        return any(_is_below(it, above) or _is_below(path, it) or it == above for it in paths)
    if path in paths:
        return True
    if name != _ENVIRONMENT and format_of(name) is None:
        return False
    return any(_is_below(path, it) for it in paths)


def _is_below(path: str, directory: str) -> bool:
    return directory in ("", ".") or path.startswith(f"{directory}/")
