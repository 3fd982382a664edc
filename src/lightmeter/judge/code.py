"""The text of a generated function while it is being written."""

from collections.abc import Callable, Mapping
from typing import Any

from lightmeter.packs.program import Program
from lightmeter.packs.template import Template

__all__ = ["Code", "join", "template_of"]


class Code:
    """
    Lines, constants and variables of one function; `Names` of `language.generate`.

    `r3` is what was sent for the third member, `v3` its effective value, `p3_0` the first number
    of its template.
    """

    def __init__(self, program: Program, constants: Mapping[str, Any]) -> None:
        self.program = program
        self.lines: list[str] = []
        self.depth = 1
        self.constants: dict[str, Any] = {**constants}
        self.known = {_identity(value): name for name, value in constants.items()}
        self.slots: dict[tuple[str, ...], int] = {
            path: number for number, path in enumerate(program.inputs)
        }
        self.fresh = len(self.slots)

    # Names ----------------------------------------------------------------------------------------

    def value(self, path: tuple[str, ...]) -> str:
        """The variable of a member's effective value."""
        template = template_of(self.program, path)
        if template is not None:
            return f"p{self.slots[path[:-1]]}_{template.parts.index(path[-1])}"
        return f"v{self.slots[path]}"

    def sent(self, path: tuple[str, ...]) -> str:
        """Whether a member was sent."""
        if template_of(self.program, path) is not None:
            return f"{self.value(path)} is not A"
        return f"r{self.slots[path]} is not A"

    def length(self, path: tuple[str, ...]) -> str:
        """The number of items or characters; 0 for an absent array."""
        variable = self.value(path)
        return f"(len({variable}) if {variable} is not A else 0)"

    def constant(self, value: Any) -> str:
        """A name for an object that the source cannot spell."""
        key = _identity(value)
        if key not in self.known:
            self.known[key] = f"c{len(self.constants)}"
            self.constants[self.known[key]] = value
        return self.known[key]

    def literal(self, value: Any) -> str:
        """A default in the source: ABSENT for none."""
        if value is None:
            return "A"
        return repr(value) if isinstance(value, str | int) else self.constant(value)

    # Text -----------------------------------------------------------------------------------------

    def put(self, line: str) -> None:
        """Write a line at the present depth."""
        self.lines.append("    " * self.depth + line)

    def find(self, check: int, pointer: str, data: str) -> None:
        """Write down a finding; pointer and data are Python source."""
        self.put(f"found.append(({check}, {pointer}, ({data}{',' if data else ''})))")

    def reject(self, bit: int) -> None:
        """Reject a member."""
        self.put(f"bad |= {bit}")

    def new_slot(self) -> int:
        """A number that no variable has yet."""
        self.fresh += 1
        return self.fresh

    def block(self, write: Callable[[], None]) -> None:
        """Write an indented block, which is `pass` where nothing is written."""
        self.depth += 1
        before = len(self.lines)
        write()
        if len(self.lines) == before:
            self.put("pass")
        self.depth -= 1


def template_of(program: Program, path: tuple[str, ...]) -> Template | None:
    """The template that the last step of a path is a part of, or None."""
    owner = program.inputs.get(path[:-1])
    if owner is None or owner.template is None or path[-1] not in owner.template.parts:
        return None
    return owner.template


def join(pointer: str, name: str) -> str:
    """The source of a pointer one step longer."""
    if pointer == "()":
        return f"({name!r},)"
    if pointer.startswith("(*"):
        return f"{pointer[:-1]}, {name!r})"
    return f"{pointer[:-1].rstrip(',')}, {name!r})"


def _identity(value: Any) -> Any:
    """What makes two constants one: equal texts for collections, else that they are one object."""
    # Of the values 1 and true are equal, and so are 1.0 and 1.00: their types and spelling count.
    if isinstance(value, frozenset):
        return frozenset, frozenset((type(it), repr(it)) for it in value)
    return (tuple, repr(value)) if isinstance(value, tuple) else id(value)
