"""The one door to pathspec: patterns of files, with the meaning of lines of a `.gitignore`."""

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

__all__ = ["fits", "path_in"]


def fits(patterns: Sequence[str], path: str) -> bool:
    """
    Whether one of several patterns means a path.

    Args:
        patterns: `drafts/**`, `*.jsonl`, `/requests/`; a later one that begins with `!` takes back.
        path: With forward slashes, from the directory that the patterns start from.
    """
    return bool(patterns) and bool(_compiled(tuple(patterns)).match_file(path))


@lru_cache(maxsize=256)
def _compiled(patterns: tuple[str, ...]) -> "GitIgnoreSpec":
    # Slow to import, and most runs have no pattern.
    from pathspec import GitIgnoreSpec  # noqa: PLC0415

    return GitIgnoreSpec.from_lines(patterns)


def path_in(directory: Path | None, name: str) -> str:
    """
    The path of a file from a directory, with forward slashes.

    Args:
        directory: Absolute, or None for the current one.
        name: Of a source: a path from the current directory.

    Returns:
        The name itself where the file does not lie below the directory.
    """
    if directory is None:
        return Path(name).as_posix()
    # Links stay as they are: it is what somebody named that patterns are held against.
    whole = Path(os.path.normpath(Path.cwd() / name))
    try:
        return whole.relative_to(directory).as_posix()
    except ValueError:
        return Path(name).as_posix()
