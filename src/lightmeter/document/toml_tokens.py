"""The parts a TOML text is made of, for a reader that checks nothing."""

import re
from typing import Final

import tomli

from lightmeter.patterns import late

__all__ = [
    "BLANKS",
    "BLANKS_AND_COMMAS",
    "EQUALS",
    "KEY_PART",
    "PLAIN_PAIRS",
    "PLAIN_SECTION",
    "SCALAR",
    "SIMPLE_HEADER",
    "SIMPLE_PAIR",
    "key_text",
]

# Possessive quantifiers keep every pattern linear.
BLANKS: Final = re.compile(r"[ \t\r\n]*+")
BLANKS_AND_COMMAS: Final = re.compile(r"[ \t\r\n,]*+")
EQUALS: Final = re.compile(r"=[ \t]*+")
KEY_PART: Final = re.compile(
    r"""
    [ \t]*+
    ( [A-Za-z0-9_-]++
    | "(?!"") [^"\\\n]*+ (?:\\.[^"\\\n]*+)*+ "
    | '(?!'') [^'\n]*+ '
    )
    [ \t]*+ (\.?+)
    """,
    re.VERBOSE,
)
_SCALAR: Final = r"""
      # Three quotes end the string; of four or five the first ones belong to it.
      \"{3} (?: [^"\\]++ | \\. | "(?!"") )*+ "{3,5}+
    | '{3} (?: [^']++ | '(?!'') )*+ '{3,5}+
    | "(?!"") [^"\\\n]*+ (?:\\[^\n][^"\\\n]*+)*+ "
    | '(?!'') [^'\n]*+ '
      # A date may have a blank before its time.
    | [0-9]{4}-[0-9]{2}-[0-9]{2} (?: [ Tt][0-9]{2}:[0-9:.]*+ (?: [Zz] | [+-][0-9:]++ )?+ )?+
    | [A-Za-z0-9_.:+-]++
"""
SCALAR: Final = re.compile(_SCALAR, re.VERBOSE | re.DOTALL)
# Most pairs of most files, with the blanks after them.
SIMPLE_PAIR: Final = re.compile(
    rf"([A-Za-z0-9_-]++) [ \t]*+ = [ \t]*+ ({_SCALAR}) [ \t\r\n]*+", re.VERBOSE | re.DOTALL
)
# Most headers: one or two bare keys. The first bracket of an array of tables is a group.
_SIMPLE_HEADER: Final = r"\[(\[)?+ ([A-Za-z0-9_-]++) (?:\.([A-Za-z0-9_-]++))?+ \](?(1)\])"
SIMPLE_HEADER: Final = re.compile(_SIMPLE_HEADER, re.VERBOSE)
# Any number of pairs and comments, of which nothing has to be known to find what stands behind
# them: bare keys, and scalars or short lists and tables of such. It matches everywhere.
_ITEM: Final = r"""
    (?: "(?!"") [^"\\\n]*+ (?:\\[^\n][^"\\\n]*+)*+ " | '(?!'') [^'\n]*+ ' | [A-Za-z0-9_.:+-]++ )
    [ \t\r\n,]*+
"""
_PLAIN_PAIRS: Final = rf"""
    [ \t\r\n]*+
    (?: (?: [A-Za-z0-9_-]++ [ \t]*+ = [ \t]*+
            (?: {_SCALAR}
              | \[ [ \t\r\n,]*+ (?: {_ITEM} )*+ \]
              | \{{ [ \t\r\n]*+ (?: [A-Za-z0-9_-]++ [ \t]*+ = [ \t]*+ {_ITEM} )*+ \}}
            )
          | \#[^\n]*+
        )
        [ \t\r\n]*+
    )*+
"""
PLAIN_PAIRS: Final = late(_PLAIN_PAIRS, re.VERBOSE | re.DOTALL)
# A simple header and plain pairs; these are the fourth group.
PLAIN_SECTION: Final = late(rf"{_SIMPLE_HEADER} ({_PLAIN_PAIRS})", re.VERBOSE | re.DOTALL)


def key_text(raw: str) -> str:
    """Give the key that a part of a dotted key names, its quotes and escapes undone."""
    if raw[0] == "'":
        return raw[1:-1]
    if raw[0] != '"':
        return raw
    if "\\" not in raw:
        return raw[1:-1]
    try:
        return next(iter(tomli.loads(f"{raw} = 0")))
    except tomli.TOMLDecodeError:  # in a text that the parser has refused
        return raw
