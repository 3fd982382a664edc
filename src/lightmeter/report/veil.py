"""What looks like a secret stays hidden, in messages as in frames."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lightmeter.batch_report import BatchReport
from lightmeter.document.fault import DocumentError
from lightmeter.document.reading import read
from lightmeter.document.source import Source
from lightmeter.escaping import escape
from lightmeter.patterns import late
from lightmeter.secrets.search import find_in_text

if TYPE_CHECKING:
    from lightmeter.document.long_text import LongText

__all__ = ["MASK", "Veil", "make_veil", "veil_value"]

MASK = "********"

Veil = Callable[[str], str]
"""Masks in a text what must not be shown."""

# A clipped value shows a secret's beginning, and what escapes a part of it shows the rest; fewer
# characters than these could be any word.
_SHORTEST = 8
# A secret of fewer is none: it would mask every word that has it.
_LEAST = 4
_FEW = 100
_LONGEST_END = 16 * 1024
_SCHEME = late(r"(?i)\A(?:bearer|basic|token|key)\s+(?=\S)")
_AROUND = "\"' \t\r\n"


def make_veil(report: BatchReport) -> Veil:
    """
    Make the function that masks a report's hidden texts, and what is left of them in pieces.

    Args:
        report: Whose `hidden` offsets say what must not be shown.
    """
    secrets = {it for it in _secrets(report) if len(it) >= _LEAST}
    if not secrets:
        return _unchanged
    short = sorted((it for it in secrets if len(it) < _SHORTEST), key=lambda it: (-len(it), it))
    whole = re.compile("|".join(map(re.escape, short))) if short else None
    pieces = {
        it[start : start + _SHORTEST]
        for secret in secrets
        for it in _ends(secret)
        for start in range(len(it) - _SHORTEST + 1)
    }

    # Few are looked for one by one, which is far faster where there are none.
    few = pieces if len(pieces) <= _FEW else None

    def veil(text: str) -> str:
        if whole is None and len(text) < _SHORTEST:
            return text
        if few is not None and whole is None and not any(it in text for it in few):
            return text
        stretches = [it.span() for it in whole.finditer(text)] if whole is not None else []
        stretches += [
            (start, start + _SHORTEST)
            for start in range(len(text) - _SHORTEST + 1)
            if text[start : start + _SHORTEST] in pieces
        ]
        return _masked(text, sorted(stretches)) if stretches else text

    return veil


def _ends(secret: str) -> Iterator[str]:
    """What of a secret can be shown in pieces: of a long one, which is no key, either end."""
    if len(secret) <= 2 * _LONGEST_END:
        yield secret
    else:
        # Values are clipped in messages, and a whole file may be hidden where it is broken.
        yield secret[:_LONGEST_END]
        yield secret[-_LONGEST_END:]


def _masked(text: str, stretches: Sequence[tuple[int, int]]) -> str:
    """A text with one mask for all that touches."""
    parts: list[str] = []
    done = 0
    for start, end in stretches:
        if start > done or not parts:
            parts += (text[done:start], MASK)
        done = max(done, end)
    return "".join((*parts, text[done:]))


def veil_value(value: Any, veil: Veil) -> Any:
    """Mask the texts within a value, keys among them; without any to mask it may be the same."""
    if veil is _unchanged:
        return value
    if isinstance(value, str):
        return veil(value)
    if isinstance(value, Mapping):
        return {
            veil(key) if isinstance(key, str) else key: veil_value(inner, veil)
            for key, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [veil_value(inner, veil) for inner in value]
    return value


def _unchanged(text: str) -> str:
    return text


def _secrets(report: BatchReport) -> Iterator[str]:
    for name, spans in report.hidden.items():
        source = report.text_of(name)
        if source is not None:
            for start, end in spans:
                for text in _spellings(source, source.stretch(start, end)):
                    yield from _parts(text.strip(_AROUND))


def _parts(text: str) -> Iterator[str]:
    """
    The keys in a hidden text, or the whole of it where none can be told from the rest.

    What is around a key may be a prompt or an address, of which other texts have pieces, too.
    """
    keys = [text[slice(*place)] for place in find_in_text(text)]
    for part in keys or (text,):
        # Of a header, the key stands behind its scheme.
        yield _SCHEME.sub("", part)


def _spellings(source: "Source | LongText", written: str) -> Iterator[str]:
    """A hidden text as it is written, as it is meant, and as messages show it."""
    yield written
    value = _value(source, written.strip())
    if isinstance(value, str):
        yield value
        yield escape(value)


def _value(source: "Source | LongText", written: str) -> Any:
    """What a text of the source means as a value; None where it is no whole value."""
    try:
        if source.format == "toml":
            return read(Source("", "toml", f"value = {written}")).value.get("value")
        return read(Source("", "json", written)).value
    except DocumentError:
        return None
