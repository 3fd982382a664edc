"""What a git repository holds: revisions, the files of one, their bytes; never over a network."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from lightmeter.cli.git_files import GitError, run_git
from lightmeter.errors import UsageError
from lightmeter.language.spelling import nearest
from lightmeter.settings.disk import is_directory

if TYPE_CHECKING:
    from subprocess import CompletedProcess

__all__ = ["A_DIRECTORY", "SUBMODULE", "Entry", "find_commit", "list_tree", "read_blobs"]

SUBMODULE = "160000"
"""The mode of a directory that is a repository of its own."""

A_DIRECTORY = (
    "is a directory and no revision; lightmeter cost diff OLD NEW compares two directories"
)
"""What is said of a directory that was named for a revision."""

# What may follow the name of a branch: so many commits before, the tree, the day.
_STEPS = re.compile(r"[~^:]|@\{")
# As many are asked for at once; what they hold is kept in memory.
_AT_ONCE = 200


@attrs.frozen
class Entry:
    """
    A file of a revision.

    Attributes:
        mode: "100644" and "100755" for files, "120000" for links, or `SUBMODULE`.
        name: Of its object.
        path: From the root of the repository, with forward slashes.
    """

    mode: str
    name: str
    path: str


def find_commit(root: Path, revision: str) -> str:
    """
    Give the name of the commit that a revision stands for.

    Args:
        root: Of the repository.
        revision: A branch, a tag, a commit, `HEAD~2`, …

    Raises:
        UsageError: If there is none, or git does not answer.
    """
    if revision.startswith("-"):
        raise UsageError(f"--against: {revision} looks like an option, and is no revision")
    try:
        done = run_git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        # That something is not there it says without a word; all else is trouble.
        if done.stderr:
            _check(done)
        hint = _hint(root, revision) if done.returncode else ""
    except GitError as error:
        raise UsageError(f"--against: git did not answer for {revision}: {error}") from error
    if done.returncode and is_directory(Path(revision)):
        raise UsageError(f"--against: {revision} {A_DIRECTORY}")
    if done.returncode:
        raise UsageError(f"--against: there is neither a file nor a revision {revision}{hint}")
    return done.stdout.decode().strip()


def _check(done: "CompletedProcess[bytes]") -> None:
    """Raise where git failed."""
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        raise GitError(lines[0] if lines else f"it ended with {done.returncode}")


def _hint(root: Path, revision: str) -> str:
    """What may have been meant, or what is missing."""
    listed = run_git(root, "for-each-ref", "--format=%(refname:short)").stdout
    names = listed.decode(errors="replace").split()
    # What is not there of main~1 is what lies before main.
    start = _STEPS.split(revision)[0]
    close = None if start in names else nearest(revision, names)
    if close:
        return f"; did you mean {close}?"
    if run_git(root, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true":
        return "; this clone is shallow, so fetch it first: git fetch origin, with a greater depth"
    return "; git branch --all lists those that are here"


def list_tree(root: Path, commit: str) -> tuple[Entry, ...]:
    """
    List every file of a commit.

    Raises:
        GitError: If the commit is not here, or git does not answer.
    """
    done = run_git(root, "ls-tree", "-r", "-z", "--full-tree", commit)
    if done.returncode:
        raise GitError(f"its commit {commit[:12]} is not here")
    return tuple(_entry(line) for line in done.stdout.split(b"\0")[:-1])


def _entry(line: bytes) -> Entry:
    # Names are bytes, and may hold anything but NUL.
    head, _, path = line.partition(b"\t")
    mode, _, name = head.decode().split(" ")
    return Entry(mode, name, path.decode(errors="surrogateescape"))


def read_blobs(root: Path, names: Iterable[str], largest_bytes: int) -> Iterator[tuple[str, bytes]]:
    """
    Read objects by name.

    Args:
        root: Of the repository.
        names: Of the objects.
        largest_bytes: Of a larger one no more is given than tells that it is larger.

    Returns:
        Those that are here, each with its bytes.

    Raises:
        GitError: If git does not answer.
    """
    wanted = list(dict.fromkeys(names))
    for start in range(0, len(wanted), _AT_ONCE):
        sizes = _sizes(root, wanted[start : start + _AT_ONCE])
        small = [name for name, size in sizes.items() if size <= largest_bytes]
        yield from _contents(root, small)
        for name in sizes.keys() - set(small):
            yield name, bytes(largest_bytes + 1)


def _sizes(root: Path, names: Sequence[str]) -> Mapping[str, int]:
    """How large objects are; those that are not here have no size."""
    lines = _batch(root, "--batch-check", names).decode().splitlines()
    parts = (line.split(" ") for line in lines)
    return {it[0]: int(it[2]) for it in parts if len(it) == 3 and it[1] == "blob"}


def _contents(root: Path, names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    data, position = _batch(root, "--batch", names) if names else b"", 0
    while position < len(data):
        end = data.index(b"\n", position)
        name, _, size = data[position:end].decode().split(" ")
        start, position = end + 1, end + 1 + int(size) + 1
        yield name, data[start : start + int(size)]


def _batch(root: Path, how: str, names: Sequence[str]) -> bytes:
    done = run_git(root, "cat-file", how, data="".join(f"{it}\n" for it in names).encode())
    _check(done)
    return done.stdout
