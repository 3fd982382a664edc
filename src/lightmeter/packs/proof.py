"""What every proof about a pack needs: its names, its places, and a way to say what is wrong."""

from collections.abc import Mapping
from typing import Any, TypeAlias

import attrs

from lightmeter.language.check import Expansions, check
from lightmeter.language.errors import ExpressionError
from lightmeter.language.facts import Facts
from lightmeter.language.message import Message
from lightmeter.language.parse import parse
from lightmeter.language.placeholders import check_message, parse_message
from lightmeter.language.scope import Declaration
from lightmeter.language.spelling import nearest
from lightmeter.language.typed import Node as Tree
from lightmeter.language.typed import Typed, walk
from lightmeter.language.types import Kind
from lightmeter.packs.limits import MOST_PARTS
from lightmeter.packs.members import Members
from lightmeter.packs.merge import Merged
from lightmeter.packs.model import Case, Formula
from lightmeter.packs.program import Assumption

__all__ = ["NO_FACTS", "At", "Proof"]

NO_FACTS: Facts = frozenset()
_NARROWED = "look it up by a named value whose cases give the keys that are left"
_WRITTEN_OUT = """let each case give its text, as in then = '"1K"'"""
At: TypeAlias = tuple[str | int, ...]
"""Path of an entry in the merged data."""


@attrs.define(eq=False)
class Proof:
    """
    One merged pack while it is being proven.

    Attributes:
        merged: The pack.
        members: What became of its fields.
        input: Pointer of the input object.
        assumptions: Made so far.
        expansions: Named values that were put in place before.
        parts: Of the expressions that are proven so far.
    """

    merged: Merged
    members: Members
    input: tuple[str, ...]
    assumptions: list[Assumption] = attrs.field(factory=list)
    expansions: Expansions = attrs.field(factory=dict)
    parts: int = 0

    @property
    def scope(self) -> dict[tuple[str, ...], Declaration]:
        """What the names of an expression stand for."""
        return self.members.scope

    def check(
        self, text: str, at: At, facts: Facts = NO_FACTS, expected: Kind | None = None
    ) -> Typed:
        """Parse and check the expression at a path of the merged data."""
        try:
            typed = check(
                parse(text),
                self.scope,
                facts=facts,
                expected=expected,
                expansions=self.expansions,
            )
        except ExpressionError as error:
            raise self.refuse(error, text, at) from error
        self.spend(typed.parts, at)
        return typed

    def spend(self, parts: int, at: At) -> None:
        """Count the parts of one more expression: those of all models together are limited."""
        self.parts += parts
        models = max(1, len(self.merged.pack.models))
        if self.parts * models > MOST_PARTS:
            of = f" of its {models} models" if models > 1 else ""
            raise self.merged.error(
                f"with their named values put in place the pack's expressions{of} have more than"
                f" {MOST_PARTS:,} parts; divide the pack, or name fewer values in one another",
                at,
            )

    def refuse(self, error: ExpressionError, text: str, at: At) -> Exception:
        """A mistake in an expression, shown where it is written: there, or in a table's cell."""
        message = error.message
        if error.cell:
            return self.merged.error(message, ("let", *error.cell))
        if (error.missing is not None or error.unreached) and self._is_special:
            message += f" (in {self.merged.model}, which differs from the rest of the pack)"
        if error.missing is not None and self._is_conditional(at):
            message += f"; a condition does not narrow a table's keys: {_NARROWED}"
        elif error.missing is not None and self._is_chosen(key := text[error.start : error.end]):
            message += f"; the cases of {key} do not narrow what they read: {_WRITTEN_OUT}"
        return self.merged.error(
            message,
            at,
            within=(text, error.start, error.end),
            suggestion=error.suggestion,
        )

    @property
    def _is_special(self) -> bool:
        """Whether any file says something of this model alone."""
        files = self.merged.files.values()
        return any(file.data.get("models", {}).get(self.merged.model) for file in files)

    def _is_chosen(self, name: str) -> bool:
        """Whether a name is that of a named value with several cases."""
        value = self.merged.pack.let.get(name)
        return isinstance(value, Formula) and len(value.cases) > 1

    def _is_conditional(self, at: At) -> bool:
        """Whether a path is that of a case's value, under a condition or behind one."""
        entry: Any = self.merged.data
        for step in at[:-1]:
            if isinstance(entry, str):
                return False
            entry = entry[step]
        return (
            at[-1] in ("then", "minimum", "maximum")
            and isinstance(entry, Mapping)
            and ("when" in entry or (isinstance(at[-2], int) and at[-2] > 0))
        )

    def message(self, text: str, at: At, facts: Facts, values: list[Tree]) -> Message:
        """Parse a template; the trees of its placeholders are added to `values`."""
        try:
            message = check_message(
                parse_message(text), self.scope, facts=facts, expansions=self.expansions
            )
        except ExpressionError as error:
            raise self.refuse(error, text, at) from error
        self.spend(sum(1 for tree in message.placeholders for _ in walk(tree)), at)
        values += message.placeholders
        return message

    def member_pointer(self, name: str, at: At) -> tuple[str, ...]:
        """The pointer of a member that a pack names by its dotted path."""
        if not name:
            return self.input
        path = tuple(name.split("."))
        if path not in self.members.inputs:
            known = [".".join(known) for known in self.members.inputs]
            raise self.merged.error(
                f"{name} is not a field of {self.merged.model or self.merged.pack.id}",
                at,
                suggestion=self._member_at(name) or nearest(name, known),
            )
        return (*self.input, *path)

    def _member_at(self, text: str) -> str:
        """The member that a pointer into the body stands for, by its dotted path, or ""."""
        steps = tuple(text.removeprefix("/").split("/"))
        choices = (
            steps[len(self.input) :] if steps[: len(self.input)] == self.input else (),
            steps,
        )
        return next((".".join(it) for it in choices if it in self.members.inputs), "")

    def assumption(self, case: Case, at: At) -> int:
        """Note what a case assumes; its index."""
        member: tuple[str, ...] = ()
        if case.field:
            member = self.member_pointer(case.field, (*at, "field"))
        self.assumptions.append(
            Assumption(member, case.assume, case.basis or "inferred", case.close)
        )
        return len(self.assumptions) - 1
