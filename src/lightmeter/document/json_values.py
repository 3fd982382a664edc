"""JSON text becomes values."""

import json
from typing import Any

from lightmeter.document.fault import DocumentError, Fault
from lightmeter.document.nesting import brackets_too_deep, nesting_fault
from lightmeter.document.number import read_decimal, refuse_constant

__all__ = ["load_json"]

_BLANKS = " \t\r\n"


class _DuplicateKeyError(ValueError):
    """Raised within the parser; which key and where is looked up later."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _DuplicateKeyError
    return members


# Integers stay with the parser's own int(), which is quick and refuses more than 4,300 digits.
_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=read_decimal, parse_constant=refuse_constant
)


def load_json(text: str) -> Any:
    """
    Read one JSON document.

    What the standard library refuses, or should have refused, is looked at again to say what is
    wrong and where in the same words on every Python.

    Raises:
        DocumentError: With every fault up to the first one that hides the rest.
    """
    # 1. Nesting, since the parser is recursive.
    if brackets_too_deep(text):
        raise DocumentError(_explain(text) or [nesting_fault(0, 0)])

    # 2. Values. The parser's errors, the hooks' and int()'s are all ValueErrors. Should the
    #    explainer know less than the parser, the parser's own word has to do.
    try:
        value = _decode(text)
    except ValueError as error:
        place = getattr(error, "pos", 0)
        unexplained = Fault("syntax", f"this is not JSON: {error}", place, place)
        raise DocumentError(_explain(text) or [unexplained]) from None
    except RecursionError:  # a caller who has used up the stack
        raise DocumentError(_explain(text) or [nesting_fault(0, 0)]) from None

    # 3. What the parser lets pass.
    if "\\" in text and _has_lone_surrogate(text):
        raise DocumentError(_explain(text))
    return value


def _decode(text: str) -> Any:
    """As `JSONDecoder.decode` does, in half the time for a short text."""
    value, end = _DECODER.raw_decode(text, len(text) - len(text.lstrip(_BLANKS)))
    if end != len(text):
        rest = text[end:].lstrip(_BLANKS)
        if rest:
            raise json.JSONDecodeError("Extra data", text, len(text) - len(rest))
    return value


def _explain(text: str) -> list[Fault]:
    # Nearly every text is in order, and what finds out why one is not takes as long to import as
    # ten thousand of them take to read.
    from lightmeter.document.json_faults import explain_json  # noqa: PLC0415

    return explain_json(text)


def _has_lone_surrogate(text: str) -> bool:
    from lightmeter.document.json_strings import has_lone_surrogate  # noqa: PLC0415 - as above

    return has_lone_surrogate(text)
