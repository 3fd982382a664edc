"""TOML text becomes values."""

import re
from types import ModuleType
from typing import Any

import tomli

from lightmeter.document.fault import DocumentError, Fault
from lightmeter.document.nesting import MAX_NESTING, nesting_fault, value_too_deep
from lightmeter.document.number import MAX_DIGITS, read_decimal

__all__ = ["load_toml"]

# A line with as many dots. The newline is what such lines are looked for by.
_LONG_KEY = re.compile(rf"\n(?:[^.\n]*+\.){{{MAX_NESTING}}}")
# Hexadecimal digits say more than decimal ones, but never 4,300 of these in 3,500 of those.
_LONG_INTEGER = re.compile(rf"0[xob][0-9A-Fa-f_]{{{MAX_DIGITS - 800}}}")


def load_toml(text: str) -> dict[str, Any]:
    """
    Read a TOML document, of version 1.1.

    Raises:
        DocumentError: With the first fault, or with all numbers that cannot be used.
    """
    # 1. Long dotted keys, which cost the parser quadratic time.
    if _LONG_KEY.search(f"\n{text}"):
        _refuse(_explain().nesting_faults(text))

    # 2. Values.
    try:
        value = tomli.loads(text, parse_float=read_decimal)
    except tomli.TOMLDecodeError as error:
        _refuse(_explain().nesting_faults(text))
        raise DocumentError([_explain().explain_toml(text, error)]) from None
    except RecursionError:
        raise DocumentError(_explain().nesting_faults(text) or [nesting_fault(0, 0)]) from None
    except ValueError as error:  # the hook's for a float, int()'s own for its digits
        _refuse(_explain().nesting_faults(text) or _explain().number_faults(text))
        raise DocumentError([Fault("number-range", str(error), 0, 0)]) from None

    # 3. What the parser lets pass.
    if value_too_deep(value):
        _refuse(_explain().nesting_faults(text))
    if _LONG_INTEGER.search(text):
        _refuse(_explain().number_faults(text))
    return value


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise DocumentError(faults) from None


def _explain() -> ModuleType:
    # Nearly every text is in order, and what finds out why one is not takes as long to import as
    # many of them take to read.
    from lightmeter.document import toml_faults  # noqa: PLC0415

    return toml_faults
