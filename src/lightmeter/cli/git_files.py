"""What git would keep of a directory: everything in it but what its ignore rules name."""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from subprocess import CompletedProcess

__all__ = ["GitError", "Listing", "git_files", "is_repository", "repository_of", "run_git"]

_REPOSITORY = ".git"
# With the state of each entry, and the mode of those in the index.
_LIST = ("ls-files", "-z", "-t", "--stage", "--cached", "--others", "--exclude-standard")
_UNTRACKED = b"?"
_OF_REPOSITORY = b"160000"
_LONGEST_WAIT_S = 60
# A repository may come from anywhere, and what its settings name is not run. Nor is one taken for
# git's that only looks like it, for the sake of the settings in it.
_CAREFUL = ("-c", "core.fsmonitor=false", "-c", "safe.bareRepository=explicit")
# What a hook is started with speaks of the repository that is committed to, which need not be the
# one that the directory lies in.
_OF_HOOKS = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
)
_SETTLED = {
    "GIT_OPTIONAL_LOCKS": "0",
    # Ignore rules that are not checked out are not fetched, either.
    "GIT_NO_LAZY_FETCH": "1",
    # A git that does not know that word yet knows this one: no transport is called none.
    "GIT_ALLOW_PROTOCOL": "none",
    # Its messages are read, and shown beside ours.
    "LC_ALL": "C",
}
_WARNINGS = ("warning: ", "error: ")
_CLOSED = re.compile(r"warning: could not open directory '(?P<name>.*)/': (?P<why>.*)")


class GitError(Exception):
    """Git did not answer; its text says why."""


@attrs.frozen
class Listing:
    """
    What git keeps of a directory; all paths start from there, with forward slashes.

    Attributes:
        files: Each once. Those in the index may be gone.
        repositories: Directories with rules of their own, submodules among them.
        closed: Directories that cannot be looked into, and why.
        warning: What git said besides, or "".
    """

    files: tuple[str, ...]
    repositories: tuple[str, ...] = ()
    closed: tuple[tuple[str, str], ...] = ()
    warning: str = ""


def repository_of(directory: Path) -> Path | None:
    """
    Give the root of the repository that a directory lies in, or None.

    A worktree and a submodule are repositories of their own.
    """
    # Git looks at where a link leads to.
    here = Path(os.path.realpath(directory))
    return next((it for it in (here, *here.parents) if is_repository(it)), None)


def is_repository(directory: Path) -> bool:
    """Whether a directory is the root of a repository."""
    # Where nobody may look, there is none; the method of `Path` would raise.
    return os.path.exists(directory / _REPOSITORY)  # noqa: PTH110


def git_files(directory: Path) -> Listing | None:
    """
    List the files below a directory that git does not ignore.

    That is one call for the root of a repository, however much lies in it, and two for a directory
    within.

    Args:
        directory: To look into.

    Returns:
        None where git's rules say nothing: the directory lies in no repository, is ignored as a
        whole, or is a submodule that is not checked out.

    Raises:
        GitError: If git is not there, refuses, or does not come to an end.
    """
    root = repository_of(directory)
    if root is None:
        return None
    if Path(os.path.realpath(directory)) != root and _is_ignored(directory):
        return None
    done = run_git(directory, *_LIST)
    if done.returncode:
        raise GitError(_first_line(done.stderr) or f"it ended with {done.returncode}")
    files: dict[str, None] = {}
    repositories: dict[str, None] = {}
    for entry in done.stdout.split(b"\0")[:-1]:
        state, _, rest = entry.partition(b" ")
        mode, _, name = (b"", b"", rest) if state == _UNTRACKED else rest.partition(b"\t")
        is_within = mode.startswith(_OF_REPOSITORY) or name.endswith(b"/")
        # What is in conflict is listed once for each side.
        (repositories if is_within else files)[os.fsdecode(name)] = None
    if "./" in repositories:
        return None
    closed, warning = _read_warnings(done.stderr.decode(errors="surrogateescape").splitlines())
    return Listing(tuple(files), tuple(it.rstrip("/") for it in repositories), closed, warning)


def _read_warnings(lines: Iterable[str]) -> tuple[tuple[tuple[str, str], ...], str]:
    """The directories that git may not look into and passes over, and the first other warning."""
    closed, others = [], []
    for line in lines:
        if match := _CLOSED.fullmatch(line):
            closed.append((match["name"], match["why"]))
        elif line.startswith(_WARNINGS):
            others.append(line)
    return tuple(closed), next(iter(others), "")


def _is_ignored(directory: Path) -> bool:
    # An ignored directory stays one where some of its files are in the index all the same.
    return run_git(directory, "check-ignore", "--quiet", "--no-index", ".").returncode == 0


def run_git(
    directory: Path, *arguments: str, data: bytes | None = None
) -> "CompletedProcess[bytes]":
    """
    Run git in a directory, whatever repository the process was started for.

    Args:
        directory: To run in.
        arguments: Of git.
        data: For its standard input.

    Raises:
        GitError: If git is not there, or does not come to an end.
    """
    # Slow to import, and files that are named need no git.
    import shutil  # noqa: PLC0415
    import subprocess  # noqa: PLC0415

    git = shutil.which("git")
    # A git that lies in the current directory may be anybody's.
    if git is None or not Path(git).is_absolute():
        raise GitError("it is not installed")
    environment = {key: it for key, it in os.environ.items() if key not in _OF_HOOKS}
    try:
        return subprocess.run(  # noqa: S603 - fixed words, no shell
            [git, *_CAREFUL, *arguments],
            cwd=directory,
            env={**environment, **_SETTLED},
            # What is empty ends at once, so that git waits for nobody.
            input=b"" if data is None else data,
            capture_output=True,
            check=False,
            timeout=_LONGEST_WAIT_S,
        )
    except subprocess.TimeoutExpired as error:
        raise GitError(f"nothing came within {_LONGEST_WAIT_S} s") from error
    except OSError as error:
        raise GitError(error.strerror or str(error)) from error


def _first_line(text: bytes) -> str:
    return next(iter(text.decode(errors="replace").strip().splitlines()), "")
