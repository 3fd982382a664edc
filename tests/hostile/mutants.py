"""Shipped packs, damaged: lines lost, doubled and exchanged, values replaced, tables grafted."""

import re
import traceback
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any

import attrs

from lightmeter.errors import LightmeterError
from lightmeter.packs.file import parse_pack
from lightmeter.packs.load import Shelf
from lightmeter.packs.places import shipped_directory
from lightmeter.verify.pack import verify_pack
from tests.hostile.bombs import ODD, quoted
from tests.hostile.requests import disagreements

__all__ = ["Fate", "mutants", "try_mutant"]

_VALUES = (
    *(
        "0",
        "-1",
        "1",
        "2",
        "9007199254740992",
        "-9007199254740991",
        "9" * 400,
        "0x7fffffffffffffff",
    ),
    *("1.5", "1e300", "nan", "-inf", "true", "false", "1979-05-27", "07:32:00"),
    *('""', '"x"', '"1"', '"0.5"', '"1e999999999"', '"n"', '"size"', '"prompt"', '"off"', '"USD"'),
    *('"{width:int}x{height:int}"', '"{n}"', '"{"', '"docs#x"', '"string"', '"integer"', '"array"'),
    *('"object"', '["string", "integer"]', "[]", "[1]", '["a", "b"]', "{}", "{ type = 'string' }"),
    *("[[]]", "[{ then = 'n' }]", "[{ when = 'true', then = '1' }, { then = '2' }]"),
    *("'has(prompt)'", "'len(prompt) > 1'", "'n + 1 <= 15'", "'not (n == 1)'", "'n in [1, 2]'"),
    *("'min(n, 1, 2)'", "'round_to(n, 16)'", "'1 <= n <= 2'", "'size == \"auto\"'", "'n * n * n'"),
    quoted(ODD),
    quoted("x" * 900),
)
_WORDS = (
    "true",
    "not ",
    "and",
    "or",
    "==",
    "<=",
    "<",
    "+",
    "*",
    "%",
    "//",
    "1",
    "0",
    "n",
    "size",
    "(",
    ")",
)


@attrs.frozen
class Fate:
    """
    What became of a mutant.

    Attributes:
        stage: How far it came: "read", "prove", "judge", "verify", or "" where it went through.
        error: Why no further, or "".
        crash: The traceback of what should never be raised, or "".
        unlike: Requests that its two judges do not judge alike.
    """

    stage: str = ""
    error: str = ""
    crash: str = ""
    unlike: tuple[dict[str, Any], ...] = ()


def try_mutant(pack: str, text: str) -> Fate:
    """Read a mutant, prove its models, judge requests to each, try its examples."""
    stage = "read"
    unlike: list[dict[str, Any]] = []
    try:
        shelf = Shelf()
        shelf._files[pack] = parse_pack(text.encode(), f"{pack}.toml")
        for model in shelf.models_in(pack):
            stage = "prove"
            program = shelf.program(pack, model)
            stage = "judge"
            unlike += disagreements(program, Random(text), 8)  # noqa: S311 - to be repeated
        stage = "verify"
        verify_pack(shelf, pack)
    except LightmeterError as error:
        return Fate(stage, str(error), unlike=tuple(unlike))
    except Exception:  # noqa: BLE001 - that there is none is what is tested
        return Fate(stage, crash=traceback.format_exc())
    return Fate(unlike=tuple(unlike))


def mutants(seed: int, count: int) -> Iterator[tuple[str, str]]:
    """
    Damage shipped packs.

    Args:
        seed: The same seed gives the same mutants.
        count: How many.

    Returns:
        Id of the pack that was damaged, and its new text.
    """
    directory = shipped_directory()
    texts = {
        path.relative_to(directory).with_suffix("").as_posix(): path.read_text("utf-8")
        for path in sorted(directory.rglob("*.toml"))
    }
    names = [name for name in texts if not name.endswith("/provider")]
    for number in range(count):
        random = Random(f"{seed} {number}")  # noqa: S311 - to be repeated, not to be secret
        name = random.choice(names)
        # Examples are most of a pack, and what they say is not needed to load it.
        head, _, rest = texts[name].partition("\n[[examples]]\n")
        lines = head.split("\n")
        others = texts[random.choice(names)].split("\n")
        for _ in range(random.choice((1, 1, 1, 2, 3, 8))):
            random.choice(_CHANGES)(lines, random, others)
        text = "\n".join(lines)
        if random.random() < 0.3:
            text += f"\n[[examples]]\n{rest}"
        yield name, text


def _lose(lines: list[str], random: Random, others: Sequence[str]) -> None:
    """Leave out a line, or a whole table."""
    del others
    start = random.randrange(len(lines))
    end = start + 1
    if lines[start].startswith("["):
        while end < len(lines) and not lines[end].startswith("["):
            end += 1
    del lines[start:end]
    lines.append("")


def _double(lines: list[str], random: Random, others: Sequence[str]) -> None:
    del others
    start = random.randrange(len(lines))
    lines[start:start] = lines[start : start + random.choice((1, 1, 3))]


def _exchange(lines: list[str], random: Random, others: Sequence[str]) -> None:
    del others
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


def _number(lines: list[str], random: Random, others: Sequence[str]) -> None:
    """Write another number for one that is there, in a value or in an expression."""
    del others
    _swap(lines, random, r"\b[0-9]+\b", lambda: str(random.choice((0, 1, 2, 15, 16, 4000, 10**15))))


def _operator(lines: list[str], random: Random, others: Sequence[str]) -> None:
    del others
    pattern = r"==|!=|<=|>=|<|>|//|[%*+]| - | and | or | not in | in |not |has|len|min|max"
    words = (
        "==",
        "!=",
        "<=",
        "<",
        "//",
        "%",
        "*",
        "+",
        " - ",
        " and ",
        " or ",
        " in ",
        "not ",
        "has",
    )
    _swap(lines, random, pattern, lambda: random.choice(words))


def _name(lines: list[str], random: Random, others: Sequence[str]) -> None:
    """Write a name or a text that stands elsewhere for one that is there."""
    words = re.findall(r"[A-Za-z_][A-Za-z0-9_.-]{0,40}", "\n".join((*lines, *others)))
    _swap(lines, random, r"[A-Za-z_][A-Za-z0-9_.-]*", lambda: random.choice(words))


def _text(lines: list[str], random: Random, others: Sequence[str]) -> None:
    texts = re.findall(r'"[^"\\]*"', "\n".join((*lines, *others)))
    _swap(lines, random, r'"[^"\\]*"', lambda: random.choice(texts))


def _swap(lines: list[str], random: Random, pattern: str, other: Callable[[], str]) -> None:
    """Write something else for one match of a pattern, in one of the lines that have any."""
    with_match = [
        number
        for number, line in enumerate(lines)
        if not line.startswith("#") and re.search(pattern, line)
    ]
    if with_match:
        number = random.choice(with_match)
        match = random.choice(list(re.finditer(pattern, lines[number])))
        lines[number] = lines[number][: match.start()] + other() + lines[number][match.end() :]


def _graft(lines: list[str], random: Random, others: Sequence[str]) -> None:
    """Put some lines of another pack in, from one of its headers on."""
    headers = [number for number, line in enumerate(others) if line.startswith("[")]
    start = random.choice(headers)
    here = random.randrange(len(lines) + 1)
    lines[here:here] = others[start : start + random.choice((2, 5, 12))]


def _replace_value(lines: list[str], random: Random, others: Sequence[str]) -> None:
    del others
    with_value = [number for number, line in enumerate(lines) if " = " in line]
    if with_value:
        number = random.choice(with_value)
        key, _, _ = lines[number].partition(" = ")
        lines[number] = f"{key} = {random.choice(_VALUES)}"


def _replace_word(lines: list[str], random: Random, others: Sequence[str]) -> None:
    del others
    number = random.randrange(len(lines))
    words = lines[number].split(" ")
    words[random.randrange(len(words))] = random.choice(_WORDS)
    lines[number] = " ".join(words)


def _replace_character(lines: list[str], random: Random, others: Sequence[str]) -> None:
    del others
    number = random.randrange(len(lines))
    line = lines[number]
    at = random.randrange(len(line) + 1)
    letter = random.choice(
        ("", "\x00", "\x1b", '"', "'", "{", "}", "[", "]", ".", "=", "\n", "é", "9")
    )
    lines[number] = line[:at] + letter + line[at + 1 :]


def _rename(lines: list[str], random: Random, others: Sequence[str]) -> None:
    """Give a header another name, or part of one."""
    del others
    headers = [number for number, line in enumerate(lines) if line.startswith("[")]
    if headers:
        number = random.choice(headers)
        new = random.choice(
            ("fields.x", "rules.x", "let", "models.x", "billing", "request", "x.y.z")
        )
        lines[number] = f"[{new}]"


_CHANGES: Sequence[Callable[[list[str], Random, Sequence[str]], None]] = (
    *(_number, _number, _number, _operator, _operator, _operator, _name, _name, _text, _text),
    *(_lose, _lose, _lose, _replace_value, _replace_value, _replace_word),
    *(_double, _exchange, _graft, _replace_character, _rename),
)
