"""Whether a text looks as if chance had written it, as keys do, and people do not."""

import re
from collections import Counter
from collections.abc import Iterator
from math import log2

from lightmeter.patterns import late

__all__ = ["SHORTEST", "find_very_random", "is_random"]

SHORTEST = 20
"""Characters of a text that is random enough to be a key."""

_UUID = late(r"(?ai)(?<!\w)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?!\w)")
# Of keys in base64 a hyphen or a slash cuts off a part now and then; a word is seldom so long.
_RUN = late(r"[A-Za-z0-9]{16,}")
_ALONE = late(r"[A-Za-z0-9+/_~.-]{32,}={0,2}")
# A digest says so before it begins.
_DIGEST = late(r"(?i)sha-?[0-9]{1,3}[-=:_]")
_LONGEST_LEAD = 8
# What a row of words and numbers is made of: these, shorttake07 and CamelCaseNames alike.
_PIECE = late(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")
# Letters and digits of words and dates stand together in fours and more; drawn from 36 characters
# they stand together in two and a half, from 62 in less than two.
_LONGEST_PIECES = 3.5
_LONGEST_PIECES_ALONE = 2.5
# Bits a character. 16 hexadecimal digits have 3.3 on average, 20 of 62 characters 4.1.
_LEAST_BITS = 2.7
_LEAST_BITS_ALONE = 4.0
# Characters looked at: a data URI can have millions, and is known by the first of them.
_MOST = 4_000


def is_random(text: str) -> bool:
    """Whether a text under the name of a secret may be one: hexadecimal digits and UUIDs count."""
    if len(text) < SHORTEST:
        return False
    text = text[:_MOST]
    runs = [*_UUID.findall(text), *_RUN.findall(text)]
    return any(_is_mixed(run, _LONGEST_PIECES, _LEAST_BITS) for run in runs)


def find_very_random(text: str) -> Iterator[tuple[int, int]]:
    """
    Find what may be a secret by itself.

    Digests and UUIDs do not count, for they name things: both cases and digits are mixed.

    Returns:
        Offsets, ends exclusive.
    """
    for match in _ALONE.finditer(text):
        run = match[0][:_MOST]
        lead = text[max(0, match.start() - _LONGEST_LEAD) : match.start() + _LONGEST_LEAD]
        if _DIGEST.search(lead):
            continue
        if _mixes_all(run) and _is_mixed(run, _LONGEST_PIECES_ALONE, _LEAST_BITS_ALONE):
            yield match.span()


def _mixes_all(text: str) -> bool:
    return all(re.search(kind, text) for kind in ("[a-z]", "[A-Z]", "[0-9]"))


def _is_mixed(text: str, longest_pieces: float, least_bits: float) -> bool:
    pieces = _PIECE.findall(text)
    letters, digits = re.search("[A-Za-z]", text), re.search("[0-9]", text)
    if not letters or not (digits or len(pieces) > len(text) / 3):
        return False
    return sum(map(len, pieces)) / len(pieces) < longest_pieces and _bits(text) >= least_bits


def _bits(text: str) -> float:
    """Entropy by how often each character stands in the text itself."""
    size = len(text)
    return sum(-times / size * log2(times / size) for times in Counter(text).values())
