"""The text of a generated function while it is being written."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from lightmeter.language.generate import generate
from lightmeter.language.typed import Node
from lightmeter.packs.member import Member
from lightmeter.packs.program import Program
from lightmeter.packs.template import Template

__all__ = ["Code", "join", "step", "template_of"]


class Code:
    """
    Lines, constants and variables of one function; `Names` of `language.generate`.

    `r3` is what was sent for the third member, `v3` its effective value, `p3_0` the first number
    of its template.

    The function is a judge, which writes everything down, or, where it is `brief`, one that only
    tells whether there is an error. A brief one returns at the first, so all that it has passed is
    sound; it keeps no variable that is not `wanted`, so what reads them has to be written first.
    """

    def __init__(
        self, program: Program, constants: Mapping[str, Any], *, brief: bool = False
    ) -> None:
        self.program = program
        self.brief = brief
        self.wanted: set[str] = set()
        self.changes = False
        self.raw: dict[Member, str] = {}
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
        if template is None:
            name = f"v{self.slots[path]}"
        else:
            name = f"p{self.slots[path[:-1]]}_{template.parts.index(path[-1])}"
            # Where the owner may be an object, the part comes from a member of that.
            self.wanted.update(f"v{self.slots[it]}" for it in (path,) if it in self.slots)
        self.wanted.add(name)
        return name

    def sent(self, path: tuple[str, ...]) -> str:
        """Whether a member was sent."""
        if template_of(self.program, path) is not None:
            return f"{self.value(path)} is not A"
        name = f"r{self.slots[path]}"
        self.wanted.add(name)
        return f"{name} is not A"

    def keeps(self, variable: str) -> bool:
        """Whether a variable is worth its assignment."""
        return not self.brief or variable in self.wanted

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

    def expression(self, tree: Node) -> str:
        """The source of an expression, which can stand beside anything."""
        return f"({generate(tree, self)})"

    # Text -----------------------------------------------------------------------------------------

    def put(self, line: str) -> None:
        """Write a line at the present depth."""
        self.lines.append("    " * self.depth + line)

    def find(self, check: int | str, pointer: str, data: str, bit: int = 0) -> None:
        """
        Write down a finding.

        Args:
            check: What is found, or Python source of that; where it is no error, a brief function
                passes it over.
            pointer: Python source.
            data: Python source, what stands between the parentheses of a tuple.
            bit: Of the member that is rejected; 0 for none.
        """
        if self.brief:
            self.put("return False" if bit else "pass")
            return
        self.put(f"found.append(({check}, {pointer}, ({data}{',' if data else ''})))")
        if bit:
            self.put(f"bad |= {bit}")

    def find_if(self, test: str, check: int, pointer: str, data: str, bit: int = 0) -> None:
        """Write down a finding where a test holds; pointer, data and bit are those of `find`."""
        if bit or not self.brief:
            self.put(f"if {test}:")
            self.block(lambda: self.find(check, pointer, data, bit))

    def change(self, pointer: str, value: str) -> None:
        """Write down how a value is sent; both are Python source."""
        if not self.brief:
            self.changes = True
            self.put("changed = changed or []")
            self.put(f"changed.append(({pointer}, {value}))")

    def keep(self, variable: str, value: str) -> None:
        """Write an assignment, where it is worth it."""
        if self.keeps(variable):
            self.put(f"{variable} = {value}")

    def new_slot(self) -> int:
        """A number that no variable has yet."""
        self.fresh += 1
        return self.fresh

    def keep_absent(self, variables: Iterable[str]) -> None:
        """Write that what variables stand for was not sent, where it is worth it."""
        for variable in variables:
            self.keep(variable, "A")

    def block(self, write: Callable[[], None]) -> None:
        """Write an indented block, which is `pass` where nothing is written."""
        self.lines += self.take(write) or ["    " * (self.depth + 1) + "pass"]

    def take(self, write: Callable[[], None]) -> list[str]:
        """The lines of an indented block, which are not written yet."""
        self.depth += 1
        before = len(self.lines)
        write()
        taken = self.lines[before:]
        del self.lines[before:]
        self.depth -= 1
        return taken


def template_of(program: Program, path: tuple[str, ...]) -> Template | None:
    """The template that the last step of a path is a part of, or None."""
    owner = program.inputs.get(path[:-1])
    if owner is None or owner.template is None or path[-1] not in owner.template.parts:
        return None
    return owner.template


def join(pointer: str, name: str) -> str:
    """The source of a pointer one step longer."""
    return step(pointer, repr(name))


def step(pointer: str, source: str) -> str:
    """The same, where the step is Python source itself: an index, or a key that was found."""
    if pointer == "()":
        return f"({source},)"
    return f"{pointer[:-1].rstrip(',')}, {source})"


def _identity(value: Any) -> Any:
    """What makes two constants one: equal texts for collections, else that they are one object."""
    # Of the values 1 and true are equal, and so are 1.0 and 1.00: their types and spelling count.
    if isinstance(value, frozenset):
        return frozenset, frozenset((type(it), repr(it)) for it in value)
    return (tuple, repr(value)) if isinstance(value, tuple) else id(value)
