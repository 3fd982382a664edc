"""Whether output is coloured."""

import os
import sys

from lightmeter.report.style import COLOURED, PLAIN, Style

__all__ = ["choose_style"]


def choose_style(color: str) -> Style:
    """
    Choose how text is shown on standard output.

    The option goes before NO_COLOR (https://no-color.org), that before FORCE_COLOR, and all of
    them before what standard output is.

    Args:
        color: "auto", "always" or "never".
    """
    if color != "auto":
        return COLOURED if color == "always" else PLAIN
    if os.environ.get("NO_COLOR"):
        return PLAIN
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return COLOURED
    dumb = os.environ.get("TERM") == "dumb"
    return COLOURED if sys.stdout is not None and sys.stdout.isatty() and not dumb else PLAIN
