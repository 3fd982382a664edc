"""
How large a pack may be: every limit in one place, each with its reason.

A pack may come from a stranger, and reading it must cost no more than a second and 200 MB. What is
here is ten times what the largest shipped pack needs and more; each limit is looked at before the
work that it bounds is done. The limits of one expression stand with the language.
"""

from collections.abc import Mapping
from typing import Final

__all__ = [
    "DEEPEST_FIELD",
    "DEEPEST_TABLE",
    "LARGEST_BYTES",
    "LONGEST_CHAIN",
    "LONGEST_FILL",
    "LONGEST_KEY",
    "LONGEST_LINE",
    "LONGEST_TEMPLATE",
    "LONGEST_TEXT",
    "MOST_ANCESTORS",
    "MOST_CASES",
    "MOST_CHOICES",
    "MOST_COMPARED",
    "MOST_DOTS",
    "MOST_EXAMPLE_VALUES",
    "MOST_EXPECTED",
    "MOST_FIELDS",
    "MOST_OF",
    "MOST_PARTS",
    "MOST_PLACEHOLDERS",
    "MOST_TRIED",
    "MOST_VALUES",
]

# The text -----------------------------------------------------------------------------------------

LARGEST_BYTES: Final = 256 * 1024
"""Of a file: about a quarter of a second in the parser at its worst."""

LONGEST_LINE: Final = 1_024
"""Characters; one long dotted key costs a parser quadratic time."""

MOST_DOTS: Final = 30_000
"""Of the whole text: a dotted key makes a table of each part, which takes the parser 10 µs."""

LONGEST_TEXT: Final = 2_000
"""Characters of a text that is not part of an example; messages repeat it."""

LONGEST_KEY: Final = 200
"""Characters of a name that is not part of an example; pointers and messages repeat it."""

# What it holds ------------------------------------------------------------------------------------

MOST_VALUES: Final = 10_000
"""
Tables, arrays and values beside the examples, those that all models share counted for each.

Each is merged, checked and made into code once a model, which takes 50 µs.
"""

MOST_EXAMPLE_VALUES: Final = 20_000
"""Tables, arrays and values of all examples; they are read, and copied when they are tried."""

MOST_OF: Final[Mapping[str, int]] = {
    "models": 64,
    "extends": 16,
    "levers": 64,
    "sources": 64,
    "currencies": 16,
    "let": 256,
    "rules": 256,
    "billing": 32,
    "examples": 1_000,
}
"""Entries of a table or an array at the top; what is laid over another entry is looked for."""

MOST_FIELDS: Final = 256
"""Fields with their properties and items, headers and members of the body; each has a bit."""

DEEPEST_FIELD: Final = 8
"""Properties and items within each other: Python nests at most 20 loops."""

MOST_CHOICES: Final = 500
"""Values of an enum; types hold them all and are compared where they meet."""

MOST_CASES: Final = 64
"""Of one formula; its code nests as deep, and Python's compiler has a stack."""

DEEPEST_TABLE: Final = 8
"""Keys of a lookup."""

LONGEST_TEMPLATE: Final = 200
"""Characters of a field's template, which becomes three patterns."""

MOST_PLACEHOLDERS: Final = 8
"""Of a field's template."""

MOST_PARTS: Final = 10_000
"""
Parts of all expressions of all models, named values put in place, cells of tables included.

A part is checked, written as code and compiled in 30 µs.
"""

# Its family ---------------------------------------------------------------------------------------

LONGEST_CHAIN: Final = 8
"""Packs that extend each other, one behind the other."""

MOST_ANCESTORS: Final = 16
"""Packs that one extends, directly or through others; each is read and merged for each model."""

# Its examples -------------------------------------------------------------------------------------

LONGEST_FILL: Final = 100_000
"""Characters that an example is filled with, all its members together."""

MOST_EXPECTED: Final = 100
"""Diagnostics that an example expects."""

MOST_COMPARED: Final = 3_000_000
"""
Letters of wrong values and names in all examples, times letters of what they are compared with.

Whoever means no good chooses words that are hard to tell apart: a third of a microsecond each.
"""

MOST_TRIED: Final = 150_000
"""
Examples times what each is held against: checks, accepted values, parts of expressions.

Each takes up to 5 µs, since an example is tried by both judges, and again in its normalized form.
"""
