"""Patterns of files that could never mean one are found where they are written."""

import re

from lightmeter.globs import is_pattern

__all__ = ["flaw_of"]

# Versions of pathspec differ in what they make of a bracket that is not closed; to git it means no
# file.
_whole = re.compile(r"\\.|\[[!^]?\]?[^\]]*\]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]").search


def flaw_of(pattern: str, *, alone: bool = False) -> str:
    """
    Tell why a pattern means no file, or "" where it may mean some.

    Args:
        pattern: As it was written.
        alone: It is the only one of its kind, so that it cannot take back what another means.
    """
    if not pattern.strip():
        return "an empty pattern means no file"
    if _CONTROL(pattern):
        return "a pattern is one line without control characters"
    if pattern.startswith("#"):
        return (
            f"in a .gitignore this is a comment; a name that begins with it is written \\{pattern}"
        )
    if alone and pattern.startswith("!"):
        return "a pattern with ! takes back what others mean, and this one stands alone"
    return _flaw_of_path(pattern.removeprefix("!")) or _flaw_of_signs(pattern)


def _flaw_of_path(path: str) -> str:
    steps = path.rstrip(" ").split("/")
    if not any(steps):
        return "this names no file; the pattern of all is **"
    if ".." in steps:
        return (
            "patterns start from the directory of this file and do not lead out of it; put settings"
            " further up, or name the file behind .."
        )
    if "." in steps:
        plain = "/".join(step for step in steps if step != ".")
        return f"in a .gitignore . is no directory: no path holds it; write {plain or '**'}"
    if "" in steps[1:-1]:
        return "no path has two slashes in a row; write one"
    return ""


def _flaw_of_signs(pattern: str) -> str:
    behind = len(pattern) - len(pattern.rstrip("\\"))
    if behind % 2:
        return "\\ stands before the sign that it lets be itself, and here none follows"
    if "[" in pattern and ("[" in _whole.sub("", pattern) or not is_pattern(pattern)):
        return "the brackets are not closed, or hold no range; a bracket itself is written \\["
    return ""
