"""
Hostile packs by name: what a stranger could write, or leave on a disk, to hurt whoever reads it.

Each is built when it is asked for, since some have a quarter of a megabyte. A bomb either loads
like any pack, or is refused with the words that stand beside it.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import attrs

__all__ = [
    "BIG",
    "FAR",
    "HEAD",
    "LINK",
    "MANY",
    "ODD",
    "PIPE",
    "RATE",
    "WIDE",
    "Bomb",
    "E",
    "N",
    "S",
    "Y",
    "billed",
    "body",
    "example",
    "extends",
    "field",
    "lay_out",
    "let",
    "pack",
    "quoted",
    "raw",
    "rows",
    "rule",
]

HEAD = """\
format = 1
id     = "acme/bomb"
source = "docs#a"
[sources.docs]
title = "Docs"
[models.bomb]
"""
OVERLAY = """\
format = 1
id     = "acme/bomb"
amends = "vidgo/seedance-2"
source = "docs#a"
[sources.docs]
title = "Docs"
"""
# What stands before a path that a link leads to, and the content that makes a pipe.
LINK, PIPE = "link: ", "a pipe"

Text: TypeAlias = str | bytes | Callable[[], str | bytes]
"""A text, or what makes it when it is asked for."""


@attrs.frozen
class Bomb:
    """
    One hostile pack.

    Attributes:
        text: Of the file acme/bomb.toml, made when it is asked for.
        says: What the error holds, or "" where the pack loads and does no harm.
        overlay: The same as an overlay of a shipped pack, or None where it makes no sense as one.
        overlay_says: What the error of the overlay holds; None for the same as the pack's.
        beside: Further files below the same directory: path to text, link or pipe.
        input: An input object that its model is asked about.
        whole: It is a bomb for who reads the whole directory alone.
    """

    text: Text
    says: str = ""
    overlay: Text | None = None
    overlay_says: str | None = None
    beside: Mapping[str, str] = attrs.field(factory=dict)
    input: Mapping[str, Any] = attrs.field(factory=dict)
    whole: bool = False

    @property
    def is_odd(self) -> bool:
        """Whether its text holds what a terminal acts on."""
        return quoted(ODD)[1:-1] in str(content(self.text))


def content(text: Text) -> str | bytes:
    """A text, made if need be."""
    return text() if callable(text) else text


def lay_out(bomb: Bomb, root: Path) -> tuple[Path, Path | None]:
    """Write a bomb below a directory; the pack's file, and the overlay's where there is one."""
    file = root / "acme" / "bomb.toml"
    file.parent.mkdir(parents=True)
    _write(file, bomb.text)
    for name, text in bomb.beside.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text == PIPE:
            os.mkfifo(path)
        elif text.startswith(LINK):
            path.symlink_to(text.removeprefix(LINK))
        else:
            _write(path, text)
    if bomb.overlay is None:
        return file, None
    overlay = root.parent / f"{root.name}-overlay.toml"
    _write(overlay, bomb.overlay)
    return file, overlay


def _write(path: Path, text: Text) -> None:
    made = content(text)
    path.write_bytes(made.encode() if isinstance(made, str) else made)


# How they are made --------------------------------------------------------------------------------


def raw(text: Text, says: str, **more: Any) -> Bomb:
    """A whole text, the same as a pack and as an overlay."""
    return Bomb(text, says, text, **more)


def body(text: str | Callable[[], str], says: str = "", **more: Any) -> Bomb:
    """What stands below the head of a pack, or of an overlay."""
    return Bomb(_below(HEAD, text), says, _below(OVERLAY, text), **more)


def pack(text: str | Callable[[], str], says: str = "", **more: Any) -> Bomb:
    """What stands below the head of a pack, and would mean something else in an overlay."""
    return Bomb(_below(HEAD, text), says, **more)


def _below(head: str, text: str | Callable[[], str]) -> Text:
    return lambda: f"{head}{content(text)!s}\n"


def rows(count: int, row: Callable[[int], str]) -> str:
    """Many lines, each made from its number."""
    return "\n".join(map(row, range(count)))


def quoted(text: str) -> str:
    """A TOML text; everything that is no plain letter is escaped."""
    plain = (
        letter if " " <= letter <= "~" and letter not in '"\\' else f"\\U{ord(letter):08X}"
        for letter in text
    )
    return f'"{"".join(plain)}"'


# Everything that a terminal, a log or a reader of JSON may trip over.
ODD = "\x1b[31mred\x07\x9b2J\rtop\n\u202egnp.exe\u2066\u2028\u2029\u200b\ufeff\x7f\x00\U000e0041\t"


# Pieces of packs --------------------------------------------------------------------------------

BIG = "9" * 900
FAR = str(2**53)
MANY = 200


def field(keywords: str, name: str = "x") -> str:
    """One field."""
    return f"[fields.{name}]\n{keywords}\n"


def rule(when: str, message: str = "m", more: str = "") -> str:
    """One rule, its condition between single quotes."""
    return f"[rules.odd]\nwhen = '{when}'\nmessage = '{message}'\n{more}\n"


def let(*values: str) -> str:
    """Named values v0, v1, and so on."""
    return "[let]\n" + rows(len(values), lambda it: f"v{it} = '{values[it]}'") + "\n"


def example(more: str) -> str:
    """One example."""
    return f'[[examples]]\nname = "odd"\n{more}\n'


def billed(more: str) -> str:
    """One billed item, priced or not."""
    return f'[[billing]]\nitem = "image"\nunit = "image"\ncurrency = "credits"\n{more}\n'


N = field('type = "integer"\nrequired = true\nminimum = 0\nmaximum = 9', "n")
WIDE = field('type = "integer"\nrequired = true', "n")
S = field('type = "string"\nrequired = true', "s")
Y = field('type = "boolean"\nrequired = true', "y")
E = field('type = "string"\nenum = ["a", "b"]\nrequired = true', "e")
RATE = 'quantity = "1"\nrate = "1"\n'


def extends(*parents: str, id: str = "acme/bomb") -> str:
    """The head of a pack that extends others."""
    listed = ", ".join(quoted(it) for it in parents)
    return HEAD.replace("acme/bomb", id).replace("source", f"extends = [{listed}]\nsource", 1)
