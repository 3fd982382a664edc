"""JSONL that is too long to hold: a way to read it again and again, also where it is a pipe."""

import os
from pathlib import Path
from typing import BinaryIO

from lightmeter.document.source import Format, guess_format
from lightmeter.inputs import Opener
from lightmeter.spool import unnamed_file

__all__ = ["LONG_BYTES", "open_long"]

LONG_BYTES = 1024 * 1024
"""What has more is read block by block; some two thousand requests have as much."""

_HEAD_BYTES = 64 * 1024


def open_long(
    head: bytes, file: BinaryIO, path: Path | None, format: Format | None
) -> Opener | None:
    """
    Give a way to read a long file from its beginning, as often as wanted.

    Args:
        head: What was read of it.
        file: Stands after that.
        path: Of the file, or None for standard input.
        format: Or None where its beginning has to tell.

    Returns:
        None for what is not written line by line: nobody can read a part of it.

    Raises:
        OSError: If there is no room for what came through a pipe.
    """
    if (format or guess_format(head[:_HEAD_BYTES].decode(errors="replace"))) != "jsonl":
        return None
    if path is not None and path.is_file():
        return lambda: path.open("rb")

    # What comes through a pipe comes once.
    def again() -> BinaryIO:
        # It has no name to open it by, and all that are open have one place in it.
        copy = os.fdopen(os.dup(kept.fileno()), "rb")
        copy.seek(0)
        return copy

    kept = unnamed_file(again)
    kept.write(head)
    # Few texts are that long.
    import shutil  # noqa: PLC0415

    shutil.copyfileobj(file, kept)
    kept.flush()
    return again
