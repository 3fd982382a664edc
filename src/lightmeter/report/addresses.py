"""Where a source lies: as a path that others can follow, and as a URI."""

import os
from pathlib import Path
from urllib.parse import quote

from lightmeter.globs import path_in

__all__ = ["STANDARD_INPUT", "address_of", "path_of"]

STANDARD_INPUT = "-"


def path_of(name: str) -> str:
    """
    The path of a source from the current directory, with forward slashes and without `./`.

    A file elsewhere keeps the path that it was named by. "" where there is no file: for standard
    input, and for a payload given as data.
    """
    return "" if name in ("", STANDARD_INPUT) else path_in(Path.cwd(), name)


def address_of(name: str) -> str:
    """
    The URI of a source: relative where it lies below the current directory, else absolute.

    A relative one must not climb: what `..` means elsewhere nobody can tell. "" where there is no
    file.
    """
    path = path_of(name)
    if not path or path == ".":
        # An empty reference would mean the document that it stands in.
        return "./" if path else ""
    if os.path.isabs(path) or path.startswith("../") or path == "..":  # noqa: PTH117 - text in, text out
        return Path(os.path.normpath(Path.cwd() / path)).as_uri()
    return quote(os.fsencode(path))
