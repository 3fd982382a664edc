"""Which files are looked at: what the settings and the command line say of it."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from lightmeter.data_methods import equal, hash_of, represent
from lightmeter.estimate.words import count
from lightmeter.file_names import shown_path, whole_path
from lightmeter.settings.finding import PROJECT_FILE
from lightmeter.settings.model import Settings

if TYPE_CHECKING:
    from lightmeter.cli.walk import Chosen

__all__ = ["Wishes"]


@attrs.frozen(slots=False)
class Wishes:
    """
    Which files are looked at, and which are not.

    Settings govern the files of their directory and below, up to the next settings. But where they
    exclude a directory as a whole, nothing in it is looked for, other settings included.

    Attributes:
        settings_of: Gives the settings that govern a directory.
        exclude: Patterns of files that are left out besides, from the current directory.
        force_exclude: Excluded files are left out even where they are named.
        respect_gitignore: Whether ignored files of a directory are; None for what is settled.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    settings_of: Callable[[Path], Settings] = lambda _: Settings()
    exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    respect_gitignore: bool | None = None

    def search(self, directory: Path) -> "Chosen":
        """
        Look for files in a directory that was named.

        Raises:
            SettingsError: If settings on the way are broken.
        """
        # A file that is named is not looked for.
        from lightmeter.cli.calling import is_called_request  # noqa: PLC0415
        from lightmeter.cli.git_files import repository_of  # noqa: PLC0415
        from lightmeter.cli.walk import Chosen, walk  # noqa: PLC0415

        respects = self._respects(directory)
        there = walk(directory, respect_gitignore=respects, skips=self._skips)
        # Only names below the project count, and they do wherever the command runs.
        top = Path(os.path.realpath(directory))
        root = repository_of(top) or _root_without_repository(top)
        files = {
            path: self._includes(path) or is_called_request(top / path.relative_to(directory), root)
            for path in there.paths
            if self._wants(path)
        }
        notes = there.notes
        if not files and not there.failed:
            notes = (*notes, *_why_nothing(directory, respects))
        return Chosen(files, there.failed, notes)

    def refuses(self, path: Path) -> bool:
        """
        Whether a file that was named is left out all the same.

        Hooks name whatever is committed, so that for them includes hold as well, and what holds
        settings or a baseline is no request.

        Raises:
            SettingsError: If settings on the way are broken.
        """
        if not self.force_exclude:
            return False
        from lightmeter.cli.own_files import is_own  # noqa: PLC0415 - as above

        return (
            path.name == PROJECT_FILE
            or is_own(path)
            or not self._wants(path)
            or any(self._skips(it) for it in _up_to_repository(path.parent))
        )

    def _respects(self, directory: Path) -> bool:
        if self.respect_gitignore is not None:
            return self.respect_gitignore
        return self.settings_of(directory).respect_gitignore

    def _includes(self, path: Path) -> bool:
        """Whether the settings name a file."""
        settings = self.settings_of(path.parent)
        return settings.fits(settings.include, path.as_posix())

    def _wants(self, path: Path) -> bool:
        settings, name = self.settings_of(path.parent), path.as_posix()
        if settings.include and not settings.fits(settings.include, name):
            return False
        if self.exclude and _fit(self.exclude, name):
            return False
        if settings.fits(settings.exclude, name):
            return False
        return settings.baseline is None or whole_path(path) != whole_path(settings.baseline)

    def _skips(self, directory: Path) -> bool:
        """Whether a directory is excluded as a whole."""
        if _can_be_whole(self.exclude):
            # As above.
            from lightmeter.globs import fits, path_below  # noqa: PLC0415

            below = path_below(Path.cwd(), directory.as_posix())
            if below is not None and fits(self.exclude, f"{below}/"):
                return True
        # Settings that lie in the directory cannot say so of it.
        settings = self.settings_of(directory.parent)
        return _can_be_whole(settings.exclude) and settings.fits(
            settings.exclude, f"{directory.as_posix()}/"
        )


def _fit(patterns: Sequence[str], name: str) -> bool:
    """Whether patterns that start from the current directory mean a file."""
    from lightmeter.globs import fits, path_in  # noqa: PLC0415 - as above

    return fits(patterns, path_in(Path.cwd(), name))


def _can_be_whole(patterns: Sequence[str]) -> bool:
    """Whether patterns may exclude a directory with all that it holds: none takes back."""
    return bool(patterns) and not any(it.startswith("!") for it in patterns)


def _up_to_repository(directory: Path) -> Iterator[Path]:
    """A directory and those above it that lie in the same repository, without its root."""
    from lightmeter.cli.git_files import is_repository  # noqa: PLC0415 - as above

    here = whole_path(directory)
    while here != here.parent and not is_repository(here):
        yield here
        here = here.parent


def _root_without_repository(top: Path) -> Path:
    here = Path(os.path.realpath("."))
    return here if top.is_relative_to(here) else top.parent


def _why_nothing(directory: Path, respects_gitignore: bool) -> Iterator[str]:
    """Say what was left out of a directory in which nothing is left to look at."""
    from lightmeter.cli.walk import walk  # noqa: PLC0415 - as above

    name = shown_path(directory)
    kept = len(walk(directory, respect_gitignore=respects_gitignore).paths)
    ignored = len(walk(directory, respect_gitignore=False).paths) if respects_gitignore else 0
    if kept:
        yield (
            f"what might hold requests in {name} ({count(kept, 'file')}) is left out by the"
            " settings or --exclude"
        )
    elif ignored:
        yield (
            f"what might hold requests in {name} ({count(ignored, 'file')}) is ignored by git;"
            " --no-gitignore looks at it"
        )
