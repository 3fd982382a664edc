"""Named values that nothing reads."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lightmeter.audit.flaw import Flaw
from lightmeter.audit.subject import Subject
from lightmeter.diagnostic import Severity

__all__ = ["unused_names"]

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*").findall
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_PLACEHOLDER = re.compile(r"\{[^{}]*\}").findall
# Where expressions and messages stand.
_READERS = ("let", "rules", "billing", "fields", "levers", "models")


def unused_names(subject: Subject) -> Iterator[Flaw]:
    """Find the named values of a pack that no expression, message or lever reads."""
    if not subject.models:
        # What such a pack names is for those that extend it.
        return
    read: dict[str, set[str]] = {}
    for file in subject.merged.files.values():
        for key in _READERS:
            _collect(file.data.get(key), key, read)
    for name in subject.merged.pack.let:
        readers = {it for it, words in read.items() if name in words and it != f"let.{name}"}
        flaw = subject.flaw(
            "name-unused",
            Severity.WARNING,
            f"{name} is read by no expression, message or lever; use it, or take it out",
            ("let", name),
        )
        if not readers and flaw.file in subject.files:
            yield flaw


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(it, str) for it in value)


def _collect(value: Any, place: str, read: dict[str, set[str]]) -> None:
    """The words of every text, by the entry it stands in; a named value is an entry of its own."""
    if isinstance(value, Mapping):
        for key, it in value.items():
            # What a member can be is data, also where a named value is called the same.
            if key != "enum" or not _are_texts(it):
                _collect(it, f"let.{key}" if place == "let" else place, read)
    elif isinstance(value, list):
        for it in value:
            _collect(it, place, read)
    elif isinstance(value, str):
        # An expression holds texts in quotes, a message quotes around its placeholders.
        parts = (_QUOTED.sub("", value), *_PLACEHOLDER(value))
        read.setdefault(place, set()).update(it for part in parts for it in _WORD(part))
