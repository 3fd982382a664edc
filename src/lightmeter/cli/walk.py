"""The files below a directory that may hold requests."""

import os
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import attrs

from lightmeter.cli.git_files import GitError, Listing, git_files, is_repository
from lightmeter.cli.own_files import is_own
from lightmeter.document.source import format_of
from lightmeter.file_names import shown_path
from lightmeter.settings.disk import is_file, is_there

__all__ = ["Chosen", "Found", "walk"]

# Directories that hold other people's files; hidden ones and virtual environments as well.
_FOREIGN = frozenset(("node_modules", "__pycache__"))


@attrs.frozen
class Found:
    """
    What a directory has in it.

    Attributes:
        paths: Of files, beginning with the directory, sorted as in a tree.
        failed: Directories that cannot be looked into, and why.
        notes: What did not go as it should, one line each.
    """

    paths: tuple[Path, ...]
    failed: tuple[tuple[Path, str], ...] = ()
    notes: tuple[str, ...] = ()


@attrs.frozen
class Chosen:
    """
    What is looked at in a directory.

    Attributes:
        files: Path, beginning with the directory, to whether the file has to hold requests; sorted
            as in a tree.
        failed: Directories that cannot be looked into, and why.
        notes: What did not go as it should, one line each.
    """

    files: Mapping[Path, bool]
    failed: tuple[tuple[Path, str], ...]
    notes: tuple[str, ...]


def walk(
    directory: Path,
    *,
    respect_gitignore: bool = True,
    skips: Callable[[Path], bool] = lambda _: False,
) -> Found:
    """
    Look for files whose names say TOML, JSON or JSONL.

    Hidden directories, virtual environments and what packages are installed into are passed over;
    links to directories are not followed.

    Args:
        directory: To look into; it may itself be hidden, ignored or skipped.
        respect_gitignore: What git ignores is left out, by the rules of each repository.
        skips: Says of a directory within whether it is passed over as well.
    """
    search = _Search(skips)
    paths = filter(_is_likely, search.files(directory, respect_gitignore))
    ordered = sorted(paths, key=_tree_order)
    return Found(tuple(ordered), tuple(search.failed), tuple(search.notes))


@attrs.frozen
class _Search:
    """
    One walk; what goes wrong on it is gathered.

    Attributes:
        skips: Says of a directory whether it is passed over.
        failed: Directories that could not be looked into, and why.
        notes: What did not go as it should.
    """

    skips: Callable[[Path], bool]
    failed: list[tuple[Path, str]] = attrs.field(factory=list)
    notes: list[str] = attrs.field(factory=list)

    def files(self, top: Path, respect_gitignore: bool) -> Iterator[Path]:
        """Give files that may hold requests, going by their suffix."""
        listing = None
        if respect_gitignore:
            try:
                listing = git_files(top)
            except GitError as error:
                respect_gitignore = False
                self.notes.append(
                    f"git did not say what it ignores ({error}), so all of {shown_path(top)} is"
                    " looked at"
                )
        if listing is None:
            yield from self._plain(top, respect_gitignore)
        else:
            yield from self._listed(top, listing)

    def _plain(self, top: Path, respect_gitignore: bool) -> Iterator[Path]:
        errors: list[OSError] = []
        for here, below, names in os.walk(top, onerror=errors.append):
            directories = [it for name in below if not self._passes(it := Path(here, name))]
            inner = [it for it in directories if respect_gitignore and _has_rules(it)]
            below[:] = [it.name for it in directories if it not in inner]
            for it in inner:
                yield from self.files(it, respect_gitignore)
            yield from (Path(here, name) for name in names if _has_format(name))
        for error in errors:
            reason = error.strerror or str(error)
            self.failed.append((Path(os.fsdecode(error.filename)), reason))

    def _listed(self, top: Path, listing: Listing) -> Iterator[Path]:
        known = {top: False}
        if listing.warning:
            self.notes.append(f"git says of {shown_path(top)}: {listing.warning}")
        for name, reason in listing.closed:
            if not self._lies_aside(top / name, known):
                self.failed.append((top / name, reason))
        for name in listing.files:
            if _has_format(name):
                path = top / name
                # A file of the index may be gone; a link without a target is not.
                if not self._lies_aside(path.parent, known) and os.path.lexists(path):
                    yield path
        for name in listing.repositories:
            path = top / name
            if not path.is_symlink() and not self._lies_aside(path, known):
                yield from self.files(path, respect_gitignore=True)

    def _lies_aside(self, directory: Path, known: dict[Path, bool]) -> bool:
        """Whether a directory, or one above it, is passed over."""
        if directory not in known:
            known[directory] = self._lies_aside(directory.parent, known) or self._passes(directory)
        return known[directory]

    def _passes(self, directory: Path) -> bool:
        name = directory.name
        return (
            name.startswith(".")
            or name in _FOREIGN
            or is_file(directory / "pyvenv.cfg")
            or self.skips(directory)
        )


def _has_format(name: str) -> bool:
    return _is_format(os.path.splitext(name)[1])  # noqa: PTH122 - for as many files as there are


@lru_cache(maxsize=256)
def _is_format(suffix: str) -> bool:
    return format_of(f"x{suffix}") is not None


def _has_rules(directory: Path) -> bool:
    """Whether a directory is a repository, and no link, which is not followed."""
    return is_repository(directory) and not directory.is_symlink()


def _is_likely(path: Path) -> bool:
    """Whether a file of the right suffix is one to read, and none of lightmeter's own."""
    # A link without a target is read too, so that it is reported.
    return not is_own(path) and (is_file(path) or not is_there(path))


def _tree_order(path: Path) -> tuple[tuple[int, str], ...]:
    """Files of a directory before those of its directories, each by name."""
    *above, name = path.parts
    return (*((1, it) for it in above), (0, name))
