"""What a revision of a repository has in its files, laid out so that commands can read it."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import attrs

from lightmeter.cli.git_files import GitError, repository_of
from lightmeter.cli.git_objects import A_DIRECTORY, find_commit
from lightmeter.cli.revision_files import RevisionFiles, real_path
from lightmeter.errors import LightmeterError, UsageError
from lightmeter.settings.disk import is_directory

__all__ = ["Layout", "at_revision"]


@attrs.frozen
class Layout:
    """
    A revision that lies on disk, as the current directory.

    Attributes:
        paths: Of those that were asked for, from the current directory.
        places: Each place that was asked for beside them, as it is called there; None for what the
            revision does not have.
        unknown: Directories and files of which nobody here knows what they were, and why.
        notes: What is not of the revision, one sentence each.
    """

    paths: tuple[str, ...]
    places: Mapping[Path, Path | None]
    unknown: Mapping[str, str]
    notes: tuple[str, ...] = ()


@contextmanager
def at_revision(
    revision: str, paths: Sequence[str], places: Sequence[Path] = ()
) -> Iterator[Layout]:
    """
    Lay out what a revision has of some paths, with settings and what they name, and go there.

    Everything is called there what it is called here. Nothing is checked out, and the repository is
    not changed.

    Args:
        revision: A branch, a tag, a commit.
        paths: Of files and directories; they need not be there any more.
        places: Of packs and settings that the command line names.

    Raises:
        UsageError: If the paths lie in no repository or in several, or it has no such revision.
        LightmeterError: If there is no room to lay it out.
    """
    here = _here()
    root = _root_of(paths, revision)
    commit = find_commit(root, revision)
    files = RevisionFiles(root, here)
    top = Path(os.path.realpath(tempfile.mkdtemp(prefix="lightmeter-")))
    try:
        there = top / here.relative_to(here.anchor)
        base = top / root.relative_to(root.anchor)
        try:
            files.add(root, commit, "")
            for directory in (there, base):
                directory.mkdir(parents=True, exist_ok=True)
            files.write(base, list(map(files.inside, paths)), list(map(files.inside, places)))
        except GitError as error:
            raise UsageError(f"--against: git did not give {revision}: {error}") from error
        except OSError as error:
            why = error.strerror or str(error)
            raise LightmeterError(f"{revision} cannot be laid out beside this: {why}") from error
        layout = Layout(
            paths=tuple(os.path.relpath(real_path(it), here) for it in paths),
            places={it: files.place(it, base) for it in places},
            unknown={
                Path(os.path.relpath(root / path, here)).as_posix(): why
                for path, why in files.unknown.items()
            },
            notes=tuple(dict.fromkeys(files.notes)),
        )
        os.chdir(there)
        try:
            yield layout
        finally:
            os.chdir(here)
    finally:
        shutil.rmtree(top, ignore_errors=True)


def _here() -> Path:
    try:
        return Path(os.path.realpath(Path.cwd()))
    except OSError:
        message = "the current directory is no longer there; change into another one"
        raise UsageError(message) from None


def _root_of(paths: Sequence[str], revision: str) -> Path:
    roots = {}
    for it in paths:
        place = real_path(it)
        directory = next(above for above in (place, *place.parents) if above.is_dir())
        root = repository_of(directory)
        if root is None and is_directory(Path(revision)):
            raise UsageError(f"--against: {revision} {A_DIRECTORY}")
        if root is None:
            raise UsageError(
                f"--against: there is no file {revision}, and {it} lies in no git repository that"
                " could have a revision of that name"
            )
        roots[root] = it
    if len(roots) > 1:
        names = " and ".join(roots.values())
        raise UsageError(f"--against: {names} lie in several repositories; name paths of one")
    return next(iter(roots))
