"""Packs written inline: put on disk, read, and broken at a marked place."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeAlias

import pytest

from lightmeter.packs.load import Shelf
from lightmeter.packs.program import Program

PackText: TypeAlias = Callable[..., str]
Put: TypeAlias = Callable[[str, str], Path]
Load: TypeAlias = Callable[..., Program]
MarkedText: TypeAlias = Callable[[str], "Marked"]


class Marked(NamedTuple):
    """
    A text, and the place that « and » stood around in it.

    Attributes:
        text: Without the marks.
        line: Of the place, from 1.
        column: From 1.
        excerpt: The line with carets under the place.
    """

    text: str
    line: int
    column: int
    excerpt: str


@pytest.fixture
def pack_text() -> PackText:
    """Make the text of a pack with one source and one model, `video`."""

    def make(
        body: str = "",
        *,
        pack: str = "acme/video",
        top: str = 'source = "docs"',
        models: str = "[models.video]",
    ) -> str:
        return (
            f'format = 1\nid = "{pack}"\n{top}\n'
            '[sources.docs]\ntitle = "Video API"\nread = "2026-01-02"\n'
            f"{models}\n{body}\n"
        )

    return make


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Write a pack to its place among the packs."""

    def write(pack: str, text: str) -> Path:
        path = tmp_path / f"{pack}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """All packs that were put; they are found when they are first asked for."""
    return Shelf([tmp_path])


@pytest.fixture
def marked() -> MarkedText:
    """Take the marks out of a text."""

    def take(text: str) -> Marked:
        start = text.index("«")
        end = text.index("»") - 1
        text = text.replace("«", "").replace("»", "")
        first = text.rfind("\n", 0, start) + 1
        line = text[first:].partition("\n")[0]
        carets = " " * (start - first) + "^" * (end - start)
        return Marked(
            text=text,
            line=text.count("\n", 0, start) + 1,
            column=start - first + 1,
            excerpt=f"    {line}\n    {carets}",
        )

    return take


@pytest.fixture
def load(pack_text: PackText, put: Put, tmp_path: Path) -> Load:
    """The program of a pack's only model."""

    def run(body: str, top: str = 'source = "docs"') -> Program:
        put("acme/video", pack_text(body, top=top))
        return Shelf([tmp_path]).program("acme/video", "video")

    return run
