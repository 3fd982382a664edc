"""What files are called in everything that is shown."""

import os
from pathlib import Path

__all__ = ["shown_path", "whole_path"]


def shown_path(path: Path) -> str:
    """Call a file by the way to it from here, with forward slashes on every system."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except (ValueError, OSError):
        # Windows knows no way from one drive to another, and a removed directory none at all.
        return path.name


def whole_path(path: Path | str) -> Path:
    """Give the path from the root, without `..`; links stay, for it is them that are meant."""
    return Path(os.path.normpath(Path.cwd() / path))
