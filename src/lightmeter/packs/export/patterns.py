r"""
What a text has to look like, as ECMA-262 patterns that JSON Schema's validators understand.

They keep to what ECMA-262 (with and without its `u` flag), Python's `re` and Rust's crates read
alike: characters are spelled `\uXXXX`, classes are written out, and nothing is possessive.
"""

import re
import sys
from functools import cache

from lightmeter.packs.export.ranges import number_pattern
from lightmeter.packs.member import Member
from lightmeter.packs.template import MOST_DIGITS

__all__ = ["NOT_BLANK", "URI", "in_any_case", "template_pattern"]

# Python's `$` also stands before a line break at the end, where that of ECMA-262 does not.
_END = r"$(?!\n)"

# What Python's `\s`, `str.isspace()` and `str.strip()` take for white space; ECMA-262's `\s` knows
# other characters.
_BLANKS = r"\u0009-\u000d\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"

NOT_BLANK = f"[^{_BLANKS}]"
"""A text with something in it."""

# The user information of an authority is taken whole or is not there: the two alternatives exclude
# one another, as the possessive quantifier of the judge's own pattern does.
URI = (
    r"^(?:[Hh][Tt][Tt][Pp][Ss]?:\/\/(?:[^\/?#@]*@|(?![^\/?#@]*@))(?![\/?#:@])"
    r"|(?![Hh][Tt][Tt][Pp][Ss]?:)[A-Za-z][A-Za-z0-9+.\-]+:)"
    r"[^\u0000-\u0020\u007f-\u00a0<>\u0022\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+"
) + _END
"""What `format = "uri"` demands, as `judge.values.is_uri()` does."""


def template_pattern(member: Member) -> str | None:
    """
    Write the pattern of every spelling that a template accepts, bounds of its parts included.

    Returns:
        The pattern; None where the bounds of a part leave no spelling.
    """
    template = member.template
    assert template is not None
    tolerates = member.field.tolerates
    blanks = f"[{_BLANKS}]*" if "blanks" in tolerates else ""
    literals = [_literal(text, tolerates) for text in template.literals]
    pieces = [blanks, literals[0]]
    for (low, high), (fewest, most), literal in zip(
        member.part_bounds, template.digits, literals[1:], strict=True
    ):
        number = number_pattern(
            low if low is not None else 0,
            high if high is not None else 10**most - 1,
            fewest,
            most,
            zeros=most == MOST_DIGITS,
        )
        if number is None:
            return None
        # Two runs of blanks side by side would be one too many to try.
        pieces += (number, blanks, literal, blanks if literal else "")
    return f"^{''.join(pieces)}{_END}"


def in_any_case(text: str) -> str:
    """Write the pattern of a header's name, which is the same in either case."""
    letters = (
        f"[{it.upper()}{it.lower()}]" if it.isascii() and it.isalpha() else _escaped(it)
        for it in text
    )
    return f"^{''.join(letters)}{_END}"


def _literal(text: str, tolerates: tuple[str, ...]) -> str:
    """The text between two numbers, in either case where that is tolerated."""
    if "upper-case" not in tolerates:
        return "".join(map(_escaped, text))
    return "".join(_of_class(_cases(letter)) for letter in text)


@cache
def _cases(letter: str) -> str:
    """
    Every character that Python takes for the same letter, whichever its case.

    There are more than two of some: the Kelvin sign is a `k`.
    """
    return "".join(re.findall(f"(?i:{re.escape(letter)})", _everything()))


@cache
def _everything() -> str:
    # By planes: a list of all characters at once would take a hundred megabytes.
    planes = range(0, sys.maxunicode + 1, 0x10000)
    return "".join("".join(map(chr, range(it, it + 0x10000))) for it in planes)


def _of_class(letters: str) -> str:
    if len(letters) == 1:
        return _escaped(letters)
    return f"[{''.join(letters)}]"


def _escaped(letter: str) -> str:
    return f"\\{letter}" if letter in "^$\\.*+?()[]{}|/" else letter
