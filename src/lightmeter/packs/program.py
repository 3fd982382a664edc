"""What a pack has become once everything about one model is merged, typed and proven."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from lightmeter.data_methods import equal, hash_of, represent
from lightmeter.diagnostic import Citation, Severity
from lightmeter.language.later import Later, now
from lightmeter.language.message import Message
from lightmeter.language.trees import SomeTree, tree_of, trees_of

if TYPE_CHECKING:
    from lightmeter.language.typed import Node as Tree
    from lightmeter.packs.branch import Branch
    from lightmeter.packs.member import Member
    from lightmeter.packs.proven import ProvenRetirement, ProvenRule

__all__ = [
    "FIELD_RULES",
    "MODEL_RULES",
    "Assumption",
    "Check",
    "Line",
    "Prepared",
    "Program",
]

FIELD_RULES = frozenset(
    (
        *("required", "type", "enum", "template", "minimum", "maximum", "multiple-of"),
        *("min-length", "max-length", "min-items", "max-items", "format", "unsupported"),
        *("recommended", "deprecated", "blank", "webhook", "data-uri", "not-a-url", "file-type"),
        *("unknown-field", "decimal-integer", "spelling", "authorization-scheme"),
        "unsendable",
        "idempotency-key-from-clock",
    )
)
"""Ids of the rules that keywords of a field make; a pack's own rules have others."""

MODEL_RULES = frozenset(("model-retires", "model-retired"))
"""Ids of the rules that the end of a model makes."""


Prepared: TypeAlias = tuple[str, Mapping[str, Any]]


@attrs.frozen
class Check:
    """
    One thing that can be said of a request.

    Attributes:
        index: Its place in `Program.checks`.
        rule: Id of the rule.
        severity: Of its diagnostics.
        member: Name of the member it speaks of, for messages; "" for the input object.
        pack: Id of the pack that demands it.
        basis: How it is known.
        citation: Where it stands.
        why: What happens when it is ignored, or "".
        required: The member must not be left out.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    index: int
    rule: str
    severity: Severity
    member: str
    _detail: Any = attrs.field(eq=now)
    pack: str
    basis: str
    citation: Citation | None
    why: str = ""
    required: bool = False

    @property
    def detail(self) -> Any:
        """What the keyword holds: a limit, the accepted values, a reason."""
        return now(self._detail)


@attrs.frozen(slots=False)
class Assumption:
    """
    Something that is taken for granted when a price is worked out.

    Attributes:
        pointer: Of the member it is about, from the body's root, or ().
        text: One clause.
        basis: How it is known.
        close: What to write in the request to need it no longer, or "".
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    pointer: tuple[str, ...]
    text: str
    basis: str
    close: str = ""


@attrs.frozen(slots=False)
class Line:
    """
    One billed item.

    Attributes:
        unpriced: Why there is no rate.
        usd: What one unit of the currency is worth in US dollars, or None where it is unknown.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    item: str
    unit: str
    currency: str
    _quantity: "tuple[Branch, ...] | Later" = attrs.field(eq=now)
    _rate: "tuple[Branch, ...] | Later" = attrs.field(eq=now)
    unpriced: Message
    _unpriced_values: "tuple[SomeTree, ...]" = attrs.field(eq=trees_of)
    citation: Citation | None
    basis: str
    usd: Decimal | None
    usd_citation: Citation | None
    usd_basis: str

    @property
    def quantity(self) -> "tuple[Branch, ...]":
        """Cases; the last is unconditional."""
        return now(self._quantity)

    @property
    def rate(self) -> "tuple[Branch, ...]":
        """Cases; may be open, or empty where no rate is known."""
        return now(self._rate)

    @property
    def unpriced_values(self) -> "tuple[Tree, ...]":
        """What the placeholders of that stand for."""
        return trees_of(self._unpriced_values)


@attrs.frozen(eq=False, slots=False)
class Program:
    """
    Everything needed to judge and to price one model's requests.

    Attributes:
        input: Pointer of the input object.
        lines: Billed items.
        overlays: Ids of the packs that amend this one.
        retirement: The end of the model, or None where none is known.
        priced: What was priced at these rates, for `estimate.shared`.
        worded: What was put into words, for `judge.shared_words`.
        prepared: The file that its judge lies in and the constants that this reads, where they were
            made when lightmeter was built. They belong to this very program: a changed one has
            none.
    """

    __repr__ = represent

    pack: str
    title: str
    edition: str
    provider: str
    model: str
    _body: "Member | Later"
    _headers: "Member | Later"
    input: tuple[str, ...]
    _checks: tuple[Check, ...] | Later
    _rules: "tuple[ProvenRule, ...] | Later"
    _levers: "tuple[tuple[str, SomeTree], ...]"
    lines: tuple[Line, ...]
    assumptions: tuple[Assumption, ...]
    _conditional_assumptions: "tuple[tuple[SomeTree, int], ...]"
    _inputs: "Mapping[tuple[str, ...], Member] | Later"
    _fills: "Mapping[str, SomeTree]"
    overlays: tuple[str, ...] = ()
    retirement: "ProvenRetirement | None" = None
    priced: dict[Any, Any] = attrs.field(factory=dict, init=False, repr=False)
    worded: dict[Any, Any] = attrs.field(factory=dict, init=False, repr=False)
    prepared: Prepared | None = attrs.field(default=None, init=False, repr=False)

    @property
    def body(self) -> "Member":
        """The whole body as one object; its input object is a member of it."""
        return now(self._body)

    @property
    def headers(self) -> "Member":
        """The headers as one object."""
        return now(self._headers)

    @property
    def checks(self) -> tuple[Check, ...]:
        """Everything that can be said, by index."""
        return now(self._checks)

    @property
    def rules(self) -> "tuple[ProvenRule, ...]":
        """Severity error first, then the others, each in the pack's order."""
        return now(self._rules)

    @property
    def inputs(self) -> "Mapping[tuple[str, ...], Member]":
        """Every member that expressions can read, by path."""
        return now(self._inputs)

    @property
    def levers(self) -> "tuple[tuple[str, Tree], ...]":
        """Name and value."""
        return tuple((name, tree_of(tree)) for name, tree in self._levers)

    @property
    def lever_names(self) -> tuple[str, ...]:
        """The names alone."""
        return tuple(name for name, _ in self._levers)

    @property
    def conditional_assumptions(self) -> "tuple[tuple[Tree, int], ...]":
        """Condition and index, for assumptions made by named values."""
        return tuple((tree_of(tree), index) for tree, index in self._conditional_assumptions)

    @property
    def fills(self) -> "Mapping[str, Tree]":
        """
        Conditions under which defaults are written into the normalized payload.

        By the name of the field; the others always are.
        """
        return {name: tree_of(tree) for name, tree in self._fills.items()}
