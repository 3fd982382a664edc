"""What a settings file begins as: every key behind a sign, with its meaning and its default."""

import textwrap
from collections.abc import Iterator, Sequence

from lightmeter.document.toml_text import write_key, write_toml
from lightmeter.settings.key import Joining, Key
from lightmeter.settings.keys import KEYS

__all__ = ["write_starter"]

_COLUMNS = 98

_HEAD = """\
Settings of lightmeter for this directory and all that lies below it.

Every key stands here behind a #, as it is without it; take the # away to settle it. What is in
force, and where that was written, lightmeter config show says."""


def write_starter(table: Sequence[str] = ()) -> str:
    """
    Write a settings file that settles nothing.

    Args:
        table: That holds the settings in their file; () for the whole file.
    """
    head = [f"# {line}".rstrip() for line in _HEAD.splitlines()]
    lines = [f"[{write_key(table)}]", *head] if table else head
    for key in KEYS:
        lines += ["", *_key(key, table)]
    return "\n".join(lines) + "\n"


def _key(key: Key, table: Sequence[str]) -> Iterator[str]:
    yield from _comment(key.meaning)
    name = write_key((*table, key.name))
    if key.joining is Joining.WITHIN:
        yield f"[{name}]"
        for inner in key.keys:
            yield ""
            # Tables within are named from the root of the file.
            yield from _key(inner, (*table, key.name) if inner.keys else ())
    elif key.keys:
        yield f"#[[{name}]]"
        for inner in key.keys:
            yield from _comment(inner.meaning)
            yield f"#{inner.example}"
    elif key.default is None:
        yield "# Not settled by default; for example:"
        yield f"#{key.example}"
    else:
        if "enum" in key.kind.schema:
            yield from _comment(f"It is {key.kind.words}.")
        elif not key.default and key.default is not False:
            yield f"# For example: {key.example}"
        yield f"#{key.name} = {write_toml(key.default)}"


def _comment(text: str) -> Iterator[str]:
    return (f"# {line}" for line in textwrap.wrap(text, _COLUMNS, break_on_hyphens=False))
