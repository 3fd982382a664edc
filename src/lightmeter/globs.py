"""The one door to pathspec: patterns of files, with the meaning of lines of a `.gitignore`."""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from lightmeter.file_names import whole_path

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

__all__ = ["fits", "is_pattern", "path_below", "path_in", "verdict"]


def fits(patterns: Sequence[str], path: str) -> bool:
    """
    Whether one of several patterns means a path.

    Args:
        patterns: `drafts/**`, `*.jsonl`, `/requests/`; a later one that begins with `!` takes back.
        path: With forward slashes, from the directory that the patterns start from.
    """
    return bool(verdict(patterns, path))


def verdict(patterns: Sequence[str], path: str) -> bool | None:
    """What several patterns say of a path, as of `fits`: None where none speaks of it."""
    return _compiled(tuple(patterns)).check_file(path).include if patterns else None


def is_pattern(text: str) -> bool:
    """Whether a text is a pattern that can mean a file: its brackets, above all, are closed."""
    try:
        return any(it.include is not None for it in _compiled((text,)).patterns)
    except (ValueError, re.error):
        # The latter for a range that runs backwards.
        return False


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
    below = None if directory is None else path_below(directory, name)
    return Path(name).as_posix() if below is None else below


def path_below(directory: Path, name: str) -> str | None:
    """The same, but None where the file does not lie below the directory."""
    try:
        return whole_path(name).relative_to(directory).as_posix()
    except ValueError:
        return None
