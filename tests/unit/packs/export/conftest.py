"""A pack of a few lines, ready to be exported."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from lightmeter.packs.export.subject import Subject, find_subject
from lightmeter.packs.load import Shelf
from lightmeter.packs.member import Member

PackText: TypeAlias = Callable[..., str]
Put: TypeAlias = Callable[[str, str], Path]
Load: TypeAlias = Callable[..., list[Subject]]
Field: TypeAlias = Callable[[str], Member]


@pytest.fixture
def load(pack_text: PackText, put: Put, shelf: Shelf) -> Load:
    """The models of a pack."""

    def run(body: str, **more: str) -> list[Subject]:
        put("acme/video", pack_text(body, **more))
        return [find_subject(shelf, "acme/video", it) for it in shelf.models_in("acme/video")]

    return run


@pytest.fixture
def field(load: Load) -> Field:
    """A field `x` with some keywords."""

    def make(keywords: str) -> Member:
        (subject,) = load(f"[fields.x]\n{keywords}")
        return subject.program.inputs["x",]

    return make
