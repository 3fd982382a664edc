"""What files of settings are called."""

from pathlib import Path

from lightmeter.settings.disk import is_file

__all__ = ["PROJECT_FILE", "SETTINGS_FILES", "may_have_settings"]

SETTINGS_FILES = ("lightmeter.toml", ".lightmeter.toml")
"""Names of files that hold settings and nothing else."""

PROJECT_FILE = "pyproject.toml"
"""Name of the file that may hold settings among other things."""


def may_have_settings(directory: Path) -> bool:
    """Whether a directory has a file that settings may stand in."""
    return any(is_file(directory / name) for name in (*SETTINGS_FILES, PROJECT_FILE))
