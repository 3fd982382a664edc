"""The baseline: diagnostics that were accepted earlier, by what they are about, never by line."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.document.document import Document
from lightmeter.document.fault import DocumentError
from lightmeter.document.reading import read
from lightmeter.document.source import MAX_SOURCE_BYTES, decode
from lightmeter.errors import BaselineError
from lightmeter.file_names import shown_path, whole_path
from lightmeter.globs import path_in
from lightmeter.settings.disk import is_there
from lightmeter.silence.identity import Identity
from lightmeter.silence.locks import ABOUT_SILENCE
from lightmeter.toml_file import read_bytes

__all__ = [
    "BASELINE_FILE",
    "Baseline",
    "Entry",
    "Taken",
    "is_acceptable",
    "parse_baseline",
    "read_baseline",
    "write_baseline",
]

BASELINE_FILE = "lightmeter-baseline.json"
"""What a baseline is called where nobody says."""

_VERSION = 1
_NEVER_ACCEPTED = ABOUT_SILENCE | {"over-budget", "growth-over-budget", "no-requests"}
_KEYS = ("source", "rule", "request", "pointer", "value")


@attrs.frozen
class Entry:
    """
    One accepted diagnostic.

    Attributes:
        identity: Its source is named from the directory of the baseline.
        number: In the file, from 0.
    """

    identity: Identity
    number: int


@attrs.frozen(eq=False)
class Baseline:
    """
    The accepted diagnostics of a project.

    Attributes:
        name: Of the file, as the user knows it.
        directory: That it lies in, absolute: its sources are named from there.
        document: Its text and places.
        entries: In the order of the file.
    """

    name: str
    directory: Path
    document: Document
    entries: tuple[Entry, ...]

    def stale(self, entry: Entry, *, strict: bool) -> Diagnostic:
        """What to say of an entry that nothing matches any more."""
        rule, source = entry.identity.rule, entry.identity.source
        where = entry.identity.request and f" in request {entry.identity.request}"
        return Diagnostic(
            rule="stale-baseline",
            severity=Severity.ERROR if strict else Severity.INFO,
            message=(
                f"{rule} no longer occurs in {source}{where} as it was accepted; remove the entry"
                " with lightmeter baseline prune"
            ),
            source=self.name,
            pointer=("diagnostics", entry.number),
            span=self.document.span(("diagnostics", entry.number)),
        )


def is_acceptable(diagnostic: Diagnostic) -> bool:
    """
    Whether a diagnostic can be accepted for now.

    What is over a budget is another thing with every request more; what is said of silencing is
    about the baseline itself, among others; and what belongs to no text is known by nothing.
    """
    return bool(diagnostic.source) and diagnostic.rule not in _NEVER_ACCEPTED


class Taken:
    """How far a baseline has been used up: each of its entries hides one diagnostic."""

    def __init__(self, baseline: Baseline) -> None:
        """Begin with all of it."""
        self.baseline = baseline
        self._left = Counter(it.identity for it in baseline.entries)

    def take(self, identity: Identity) -> bool:
        """Whether a diagnostic was accepted; it then is used up."""
        known = identity.seen_from(self.baseline.directory)
        if not self._left[known]:
            return False
        self._left[known] -= 1
        return True

    def unused(self, sources: Iterable[str]) -> Iterator[Entry]:
        """
        Give the entries that nothing has matched, of sources that were read.

        Args:
            sources: Names of what was read; of the others nothing is known.
        """
        read_ones = {path_in(self.baseline.directory, it) for it in sources}
        left = Counter(self._left)
        # Of several alike the last ones are left.
        for entry in reversed(self.baseline.entries):
            if left[entry.identity] > 0 and entry.identity.source in read_ones:
                left[entry.identity] -= 1
                yield entry


def read_baseline(path: Path) -> Baseline:
    """
    Read a baseline from disk.

    Raises:
        BaselineError: If it is not there or is broken.
    """
    name = shown_path(path)
    if not is_there(path):
        hint = "lightmeter baseline write makes it"
        raise BaselineError(f"there is no such baseline; {hint}", name=name)
    data = read_bytes(path, name, BaselineError, MAX_SOURCE_BYTES)
    return parse_baseline(data, name, whole_path(path).parent)


def parse_baseline(data: bytes, name: str, directory: Path) -> Baseline:
    """
    Read a baseline.

    Args:
        data: Of the file.
        name: Of the file, as the user knows it.
        directory: That it lies in, absolute.

    Raises:
        BaselineError: If it is broken.
    """
    try:
        document = read(decode(data, name=name, format="json"))
    except DocumentError as error:
        raise _refused(name, str(error)) from error
    value = document.value
    if not isinstance(value, Mapping) or value.get("version") != _VERSION:
        raise _refused(name, f"it is no baseline of version {_VERSION}")
    entries = value.get("diagnostics")
    if not isinstance(entries, list):
        raise _refused(name, "diagnostics is an array; this file has none")
    return Baseline(
        name,
        directory,
        document,
        tuple(Entry(_identity(it, number, name), number) for number, it in enumerate(entries)),
    )


def _identity(value: Any, number: int, name: str) -> Identity:
    if not isinstance(value, Mapping):
        raise _refused(name, f"diagnostics[{number}] is no object")
    wrong = [key for key in value if key not in _KEYS]
    wrong += [key for key in _KEYS if not isinstance(value.get(key, ""), str)]
    wrong += [key for key in _KEYS[:2] if not value.get(key)]
    if wrong:
        known = ", ".join(_KEYS)
        raise _refused(name, f"{wrong[0]} of diagnostics[{number}] is wrong; it has texts: {known}")
    return Identity(**{key: value.get(key, "") for key in _KEYS})


def _refused(name: str, reason: str) -> BaselineError:
    hint = "write it anew with lightmeter baseline write"
    return BaselineError(f"the baseline cannot be used: {reason}; {hint}", name=name)


def write_baseline(identities: Iterable[Identity]) -> str:
    """
    Write a baseline, one diagnostic a line, sorted, so that a change is easily read.

    Args:
        identities: Their sources named from the directory of the file.
    """
    rows = [
        json.dumps({key: text for key in _KEYS if (text := getattr(it, key))}, ensure_ascii=False)
        for it in sorted(identities)
    ]
    lines = ",\n".join(f"    {row}" for row in rows)
    listed = f"[\n{lines}\n  ]" if rows else "[]"
    return f'{{\n  "version": {_VERSION},\n  "diagnostics": {listed}\n}}\n'
