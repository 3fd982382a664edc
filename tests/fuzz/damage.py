"""Bytes damaged without regard to what they mean."""

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeAlias

__all__ = ["damage_bytes"]

Change: TypeAlias = Callable[[bytearray, Random, Sequence[bytes]], None]

# What means something to a parser, to a terminal, to a command line or to another encoding.
_ODD: Sequence[bytes] = (
    *(b"\x00", b"\x1b[31m", b"\x7f", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"),
    *(b"\xef\xbb\xbf", b"\xff\xfe", b"\xe2\x80\xa8", b"\xe2\x80\xae", b"\xc2\x85", b"\xcc\x81"),
    *("é".encode(), "日本".encode(), "🦊".encode(), b"\\ud83d", b"\\u0000", b"\\"),
    *(b"\n", b"\r", b"\r\n", b"\t", b" ", b"  \n  ", b"#", b"//", b"/* */", b","),
    *(b'"', b"'", b'"""', b"'''", b"{", b"}", b"[", b"]", b"[[", b"]]", b"=", b":", b"."),
    *(b"null", b"true", b"NaN", b"-Infinity", b"inf", b"1e999", b"-0", b"0x1F", b"1_000"),
    *(b"9" * 40, b"9" * 5000, b"2020-01-01", b"07:32:00", b"1979-05-27T07:32:00Z"),
    *(b"[" * 150, b"{" * 150, b"a." * 150, b'{"a":' * 150, b"x" * 3000),
    *(b"provider", b"model", b"input", b"requests", b"defaults", b"headers", b'"id"'),
    b" # lightmeter: ignore[enum] -- so\n",
    b" # lightmeter: ignore until=soon\n",
    b"# lightmeter: ignore-file[all]\n",
    b'\n[[requests]]\nmodel = "gpt-image-2"\n',
    b'\nbaseline = "lightmeter-baseline.json"\n',
    b'{"provider": "vidgo", "model": "gpt-image-2"}\n',
)


def damage_bytes(data: bytes, random: Random, others: Sequence[bytes], most: int = 8) -> bytes:
    """
    Change a few places.

    Args:
        data: To damage.
        random: Decides how.
        others: Texts that pieces may be taken from.
        most: Changes.
    """
    text = bytearray(data)
    for _ in range(min(most, random.choice((1, 1, 1, 2, 2, 3, 8)))):
        random.choice(_CHANGES)(text, random, others)
    return bytes(text)


def _place(text: bytearray, random: Random) -> int:
    return random.randrange(len(text) + 1)


def _stretch(text: bytearray, random: Random) -> slice:
    start = _place(text, random)
    return slice(start, start + random.choice((1, 1, 2, 5, 20, 100)))


def _flip(text: bytearray, random: Random, _: Sequence[bytes]) -> None:
    if text:
        text[random.randrange(len(text))] ^= 1 << random.randrange(8)


def _lose(text: bytearray, random: Random, _: Sequence[bytes]) -> None:
    del text[_stretch(text, random)]


def _double(text: bytearray, random: Random, _: Sequence[bytes]) -> None:
    piece = text[_stretch(text, random)]
    place = _place(text, random)
    text[place:place] = piece * random.choice((1, 1, 2, 60))


def _insert(text: bytearray, random: Random, _: Sequence[bytes]) -> None:
    place = _place(text, random)
    text[place:place] = random.choice(_ODD)


def _overwrite(text: bytearray, random: Random, _: Sequence[bytes]) -> None:
    text[_stretch(text, random)] = random.choice(_ODD)


def _splice(text: bytearray, random: Random, others: Sequence[bytes]) -> None:
    """Go on with another text from some place on."""
    other = random.choice(others)
    text[_place(text, random) :] = other[random.randrange(len(other) + 1) :]


def _graft(text: bytearray, random: Random, others: Sequence[bytes]) -> None:
    """Put lines of another text in, or some of its own once more."""
    lines = random.choice((*others, bytes(text))).splitlines(keepends=True)
    start = random.randrange(len(lines) + 1)
    place = text.find(b"\n", _place(text, random)) + 1
    text[place:place] = b"".join(lines[start : start + random.choice((1, 2, 6))])


def _lose_line(text: bytearray, random: Random, _: Sequence[bytes]) -> None:
    lines = bytes(text).splitlines(keepends=True)
    if lines:
        del lines[random.randrange(len(lines))]
        text[:] = b"".join(lines)


def _truncate(text: bytearray, random: Random, _: Sequence[bytes]) -> None:
    del text[_place(text, random) :]


def _mark(text: bytearray, _: Random, __: Sequence[bytes]) -> None:
    text[:0] = b"\xef\xbb\xbf"


def _windows(text: bytearray, _: Random, __: Sequence[bytes]) -> None:
    text[:] = text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _other_encoding(text: bytearray, random: Random, _: Sequence[bytes]) -> None:
    encoding = random.choice(("utf-16", "utf-16-be", "utf-32", "latin-1"))
    text[:] = text.decode(errors="replace").encode(encoding, "replace")


_CHANGES: Sequence[Change] = (
    *(_flip, _flip, _lose, _lose, _lose_line, _double, _insert, _insert, _insert),
    *(_overwrite, _overwrite, _splice, _graft, _graft, _truncate, _mark, _windows),
    _other_encoding,
)
