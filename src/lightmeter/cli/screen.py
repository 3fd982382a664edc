"""The terminal that standard output leads to, if it leads to one."""

import os
import shutil
import sys

from lightmeter.report.cost_view import Screen

__all__ = ["find_screen"]

_BLOCKS, _SIGNS = "▏▎▍▌▋▊▉█", "≥…"


def find_screen() -> Screen | None:
    """
    Find out how wide the terminal is and what it can show.

    COLUMNS goes before what the terminal says of itself. Colour that is asked for makes no terminal
    of a file.

    Returns:
        None where standard output is no terminal.
    """
    if sys.stdout is None or not sys.stdout.isatty():
        return None
    columns = shutil.get_terminal_size().columns
    blocks = os.environ.get("TERM") != "dumb" and _shows(_BLOCKS)
    return Screen(columns, blocks=blocks, signs=_shows(_SIGNS))


def _shows(text: str) -> bool:
    """Whether the terminal reads what is written as it is meant: as UTF-8."""
    try:
        return text.encode(sys.stdout.encoding) == text.encode()
    except (LookupError, UnicodeEncodeError):
        return False
