"""A merged pack as TOML: every effective key, and behind it where it was written."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from lightmeter.document.toml_text import write_key, write_toml
from lightmeter.packs.merge import Merged
from lightmeter.packs.origins import Former, Key, Place, list_keys
from lightmeter.report.display import pad, show, text_width
from lightmeter.report.table import align

__all__ = ["render_pack", "show_former"]

_LONGEST_FORMER = 60
# Behind a value of more columns its comment does not line up with the others.
_ALIGNED_COLUMNS = 60


def render_pack(merged: Merged) -> str:
    """
    Write a merged pack.

    Returns:
        TOML whose data are the merged data; citations are written as their file writes them.
    """
    keys = list(list_keys(merged))
    lines = [*_head(merged), ""]
    lines += _aligned([key for key in keys if len(key.path) == 1], 0)
    tables = (key for key in keys if len(key.path) > 1)
    for name, group in groupby(tables, key=lambda key: str(key.path[0])):
        if name == "billing":
            for _, line in groupby(group, key=lambda key: key.path[1]):
                lines += ["", "[[billing]]", *_aligned(list(line), 2)]
        else:
            lines += ["", f"[{write_key([name])}]", *_table(list(group))]
    return "\n".join(lines) + "\n"


def _head(merged: Merged) -> Iterator[str]:
    of = f", model {show(merged.model)}" if merged.model else ""
    yield f"# {merged.pack.id}{of}: every key that is in force, and where it was written."
    yield "#"
    rows = [
        (file.pack.id, show(file.name), "overlay" if file.pack.amends else "")
        for file in merged.files.values()
    ]
    yield "# Layers, the later over the earlier:"
    yield from (f"#   {row}" for row in align(rows))
    sources = [
        (file.pack.id, write_key([name]), show(_read(source.read)), show(source.title))
        for file in merged.files.values()
        for name, source in file.pack.sources.items()
    ]
    if sources:
        yield "# Sources, which belong to the layer that names them:"
        yield from (f"#   {row}" for row in align(sources))
    yield "# Examples are not merged and are left out: each file's own are tried by packs test."


def _read(date: str) -> str:
    return f"read {date}" if date else ""


def _table(keys: Sequence[Key]) -> Iterator[str]:
    """The keys of one top-level table; each table in it is a paragraph of its own."""
    paragraphs = groupby(keys, key=lambda key: key.path[1] if len(key.path) > 2 else "")
    before = 0
    for number, (_, group) in enumerate(paragraphs):
        paragraph = list(group)
        if number and max(before, len(paragraph)) > 1:
            yield ""
        yield from _aligned(paragraph, 1)
        before = len(paragraph)


def _aligned(keys: Sequence[Key], depth: int) -> Iterator[str]:
    names = [write_key([str(step) for step in key.path[depth:]]) for key in keys]
    width = max(map(text_width, names), default=0)
    rows = [
        (f"{pad(name, width)} = {first}", rest, _origin(key))
        for name, key in zip(names, keys, strict=True)
        for first, *rest in [list(_value(key.value))]
    ]
    widths = [text_width(first) for first, _, _ in rows]
    column = max((it for it in widths if it <= width + _ALIGNED_COLUMNS), default=0)
    for first, rest, origin in rows:
        yield f"{pad(first, max(column, text_width(first)))}  # {origin}"
        yield from rest


def _value(value: Any) -> Iterator[str]:
    """A value; an array of tables has a line for each of them."""
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        yield "["
        yield from (f"  {write_toml(item)}," for item in value)
        yield "]"
    else:
        yield write_toml(value)


def _origin(key: Key) -> str:
    former = key.replaced[-1] if key.replaced else None
    # A line of the bill is found by its item, which is thereby written again. A citation of the
    # same words is another one: it is of another file's document.
    if former is None or (former.value == key.value and key.path[-1] != "source"):
        return _place(key.place)
    return f"{_place(key.place)}, was {show_former(former)}"


def show_former(former: Former) -> str:
    """What a key said before, and where."""
    text = show(write_toml(former.value))
    clipped = text if len(text) <= _LONGEST_FORMER else text[: _LONGEST_FORMER - 1] + "…"
    return f"{clipped} ({_place(former.place)})"


def _place(place: Place) -> str:
    return show(str(place))
