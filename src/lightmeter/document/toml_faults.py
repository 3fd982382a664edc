"""What is wrong with a TOML text that the parser has refused, in words of our own."""

import tomli

from lightmeter.document.fault import Fault
from lightmeter.document.index import Index
from lightmeter.document.nesting import nesting_fault
from lightmeter.document.number import number_fault
from lightmeter.document.quoting import quoted
from lightmeter.document.toml_spans import TomlIndexer, index_toml
from lightmeter.document.toml_syntax import syntax_fault
from lightmeter.place import Lines, Pointer

__all__ = ["explain_toml", "nesting_faults", "number_faults"]

# How the parser begins its message when something is defined a second time. (The rest of the
# message holds the key, so only the beginning is sure.)
_DEFINED_TWICE = (
    "Cannot declare",
    "Cannot overwrite a value",
    "Cannot redefine namespace",
    "Cannot mutate immutable namespace",
    "Duplicate inline table key",
)


def nesting_faults(text: str) -> list[Fault]:
    """Find the first table or array that lies too deep, if one does."""
    indexer = TomlIndexer(text)
    indexer.run()
    return [nesting_fault(*indexer.too_deep)] if indexer.too_deep else []


def number_faults(text: str) -> list[Fault]:
    """Find every number that cannot be used, up to the first fault of syntax."""
    faults = (
        number_fault(text[start:end], start, "key")
        for _, _, start, end in index_toml(text).places.values()
        if start >= 0
    )
    return [fault for fault in faults if fault is not None]


def explain_toml(text: str, error: tomli.TOMLDecodeError) -> Fault:
    """
    Say what the parser has found, in words of our own.

    Its offset counts in a text whose CRLF have become LF, so the place is taken from its line and
    column.
    """
    offset = Lines(text).offset(error.lineno, error.colno)
    indexer = TomlIndexer(text[:offset])
    indexer.run()
    if error.msg.startswith(_DEFINED_TWICE):
        return _duplicate_fault(text, indexer)
    return syntax_fault(text, offset, error.msg, indexer)


def _duplicate_fault(text: str, indexer: TomlIndexer) -> Fault:
    """
    Find where something was defined before.

    The parser stops right after the second definition, so that one is the indexer's last. The
    first is looked up in an index of what stands before it.
    """
    last = indexer.last
    before = index_toml(text[: last.statement]) if last else Index()
    first = _longest_known(last.pointer, before) if last else ()
    if last is None or not first:  # pragma: no cover  # the parser and the indexer disagree
        return Fault("duplicate-key", "something is written twice; keep one of them", 0, 0)
    start, end = before.headers.get(first) or before.places[first][:2]
    related = (("first written here", start, end),)
    name = quoted(str(first[-1]))
    is_header = text.startswith("[", last.statement)
    if first != last.pointer or (is_header and first not in before.headers):
        message = f"{name} is complete where it was first written; nothing can be added to it here"
    elif is_header:
        message = f"the table {name} is written twice; join the two, or keep one"
    else:
        message = f"the table has two keys {name}; keep one of them"
    return Fault("duplicate-key", message, last.key_start, last.key_end, related)


def _longest_known(pointer: Pointer, index: Index) -> Pointer:
    while pointer and pointer not in index.places:
        pointer = pointer[:-1]
    return pointer
