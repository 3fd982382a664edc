"""What every proof about a pack needs: its names, its places, and a way to say what is wrong."""

from typing import TypeAlias

import attrs

from lightmeter.language.check import Expansions, check
from lightmeter.language.errors import ExpressionError
from lightmeter.language.facts import Facts
from lightmeter.language.message import Message, check_message, parse_message
from lightmeter.language.parse import parse
from lightmeter.language.scope import Declaration
from lightmeter.language.spelling import nearest
from lightmeter.language.typed import Node as Tree
from lightmeter.language.typed import Typed, walk
from lightmeter.language.types import Kind
from lightmeter.packs.limits import MOST_PARTS
from lightmeter.packs.members import Members
from lightmeter.packs.merge import Merged
from lightmeter.packs.model import Case
from lightmeter.packs.program import Assumption

__all__ = ["NO_FACTS", "At", "Proof"]

NO_FACTS: Facts = frozenset()
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
        """A mistake in an expression, shown where the expression is written."""
        return self.merged.error(
            error.message,
            at,
            within=(text, error.start, error.end),
            suggestion=error.suggestion,
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
                suggestion=nearest(name, known),
            )
        return (*self.input, *path)

    def assumption(self, case: Case, at: At) -> int:
        """Note what a case assumes; its index."""
        member: tuple[str, ...] = ()
        if case.field:
            member = self.member_pointer(case.field, (*at, "field"))
        self.assumptions.append(
            Assumption(member, case.assume, case.basis or "inferred", case.close)
        )
        return len(self.assumptions) - 1
