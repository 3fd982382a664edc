"""Texts with changes carried out, and sources that are checked and mended."""

from collections.abc import Callable
from typing import TypeAlias

import pytest

from lightmeter.checker import Checker, Input
from lightmeter.diagnostic import Change, Fix
from lightmeter.document.document import Document
from lightmeter.document.reading import read
from lightmeter.document.source import Format, from_text
from lightmeter.fix.edits import edits_of
from lightmeter.fix.splice import splice
from lightmeter.fix.trial import Check

Edited: TypeAlias = Callable[..., str | None]
ReadText: TypeAlias = Callable[..., Document]
CheckOf: TypeAlias = Callable[..., Check]


@pytest.fixture
def read_text() -> ReadText:
    """Read a text as a document."""

    def make(text: str, form: Format = "toml") -> Document:
        return read(from_text(text, name="x", format=form))

    return make


@pytest.fixture
def edited(read_text: ReadText) -> Edited:
    """A text with changes carried out, or None where they cannot be."""

    def make(text: str, *changes: Change, form: Format = "toml", safe: bool = False) -> str | None:
        edits = edits_of(read_text(text, form), Fix(safe, "", changes))
        return None if edits is None else splice(text, edits)

    return make


@pytest.fixture(scope="session")
def check_of() -> CheckOf:
    """What checks the bytes of one source with the shipped packs."""
    checker = Checker()

    def make(name: str = "x.toml") -> Check:
        return lambda data: checker.check_inputs([Input(name, data)])

    return make
