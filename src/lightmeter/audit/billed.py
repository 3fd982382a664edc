"""One billed item of one model under audit, and where its rate for a request is written."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import attrs

from lightmeter.audit.flaw import Flaw, example_of
from lightmeter.audit.subject import Model, Subject
from lightmeter.diagnostic import Severity
from lightmeter.judge.field_walk import read_members
from lightmeter.judge.verdict import Verdict
from lightmeter.language.interpret import Environment, evaluate
from lightmeter.language.typed import Lookup, Node
from lightmeter.packs.branch import Branch
from lightmeter.packs.program import Line

__all__ = ["Billed", "Priced"]


class Priced(NamedTuple):
    """
    A request that is accepted, and one item's share of its price.

    Attributes:
        body: That is sent.
        quantity: Fewest units.
        low: Lowest rate, or None where it is unknown.
        high: Highest rate, likewise.
    """

    body: Mapping[str, Any]
    quantity: int
    low: Decimal | None
    high: Decimal | None


@attrs.frozen(eq=False)
class Billed:
    """
    One billed item.

    Attributes:
        subject: The pack.
        model: One of its models.
        number: Of the item among the model's lines.
    """

    subject: Subject
    model: Model
    number: int

    @property
    def line(self) -> Line:
        """The proven line."""
        return self.model.program.lines[self.number]

    @property
    def unpriced(self) -> str:
        """The reason it gives where there is no rate, or ""."""
        return self.model.merged.pack.billing[self.number].unpriced

    @property
    def waived(self) -> Mapping[str, str]:
        """The demands it breaks for a reason."""
        return self.model.merged.pack.billing[self.number].waived

    @property
    def priced(self) -> Iterator[Priced]:
        """Every request that is accepted."""
        for body, verdict in self.model.verdicts:
            yield self.price(body, verdict)

    def price(self, body: Mapping[str, Any], verdict: Verdict) -> Priced:
        """One request's share."""
        quantity, _, low, high, _ = verdict.amounts[self.number]
        return Priced(
            body,
            quantity,
            None if low is None else Decimal(low),
            None if high is None else Decimal(high),
        )

    def flaw(
        self,
        rule: str,
        message: str,
        path: Sequence[str | int],
        body: Mapping[str, Any] | None = None,
        severity: Severity = Severity.ERROR,
    ) -> Flaw:
        """
        A flaw of this item.

        Args:
            rule: Which demand is broken.
            message: What is there, and what to do.
            path: Below the item, or from the root where it begins with "let".
            body: A request that shows it.
            severity: How sure that is.
        """
        whole = tuple(path) if path[:1] == ("let",) else ("billing", self.number, *path)
        notes = () if body is None else (example_of(body),)
        return self.subject.flaw(rule, severity, message, whole, notes, model=self.model)

    def rate_path(self, body: Mapping[str, Any]) -> tuple[str | int, ...]:
        """Where the rate of a request is written: the cell of a table where it stands in one."""
        env = read_members(self.model.program, body)
        for branch in self.line.rate:
            if branch.when is None or evaluate(branch.when, env):
                return _cell(branch, env) or ("rate",)
        return ("rate",)


def _cell(branch: Branch, env: Environment) -> tuple[str, ...]:
    tree: Node = branch.minimum
    if isinstance(tree, Lookup) and tree.name:
        return ("let", tree.name, *(str(evaluate(key, env)) for key in tree.keys))
    return ()
