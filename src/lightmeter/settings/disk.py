"""
What lies on disk; where nobody may look, or a name is too long for the system, nothing does.

The methods of `Path` raise there, up to Python 3.13.
"""

import os
from pathlib import Path

__all__ = ["is_directory", "is_file", "is_there"]


def is_there(path: Path) -> bool:
    """Whether there is anything of that name."""
    return os.path.exists(path)  # noqa: PTH110 - see above


def is_file(path: Path) -> bool:
    """Whether there is a file of that name."""
    return os.path.isfile(path)  # noqa: PTH113 - see above


def is_directory(path: Path) -> bool:
    """Whether there is a directory of that name."""
    return os.path.isdir(path)  # noqa: PTH112 - see above
