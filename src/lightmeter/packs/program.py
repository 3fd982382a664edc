"""What a pack has become once everything about one model is merged, typed and proven."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import attrs

from lightmeter.diagnostic import Citation, Severity
from lightmeter.language.message import Message
from lightmeter.language.typed import Node as Tree
from lightmeter.packs.model import Field
from lightmeter.packs.template import Template

__all__ = [
    "FIELD_RULES",
    "MODEL_RULES",
    "Assumption",
    "Branch",
    "Check",
    "Line",
    "Member",
    "Program",
    "ProvenFix",
    "ProvenRetirement",
    "ProvenRule",
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


@attrs.frozen
class Check:
    """
    One thing that can be said of a request.

    Attributes:
        index: Its place in `Program.checks`.
        rule: Id of the rule.
        severity: Of its diagnostics.
        member: Name of the member it speaks of, for messages; "" for the input object.
        detail: What the keyword holds: a limit, the accepted values, a reason.
        pack: Id of the pack that demands it.
        basis: How it is known.
        citation: Where it stands.
        why: What happens when it is ignored, or "".
        required: The member must not be left out.
    """

    index: int
    rule: str
    severity: Severity
    member: str
    detail: Any
    pack: str
    basis: str
    citation: Citation | None
    why: str = ""
    required: bool = False


@attrs.frozen(eq=False)
class Member:
    """
    A field at its place in the request.

    Attributes:
        field: As declared.
        name: Last part of its pointer.
        pointer: From the body's root; "*" stands for any item.
        path: As expressions call it, or () where they cannot.
        bit: What a diagnostic of severity error sets in the mask of rejected members; an object
            that holds the fields sets the bits of them all.
        unknown_bit: What an unknown member of a closed object sets.
        checks: Rule id to index into `Program.checks`.
        items: Of an array.
        properties: Of an object.
        closed: Unknown members of the object are errors.
        template: Parsed, or None.
        part_bounds: Lowest and highest value of each part of the template, or None where open.
    """

    field: Field
    name: str
    pointer: tuple[str, ...]
    path: tuple[str, ...]
    bit: int
    unknown_bit: int
    checks: Mapping[str, int]
    items: "Member | None" = None
    properties: "Mapping[str, Member]" = attrs.field(factory=dict)
    closed: bool = False
    template: Template | None = None
    part_bounds: tuple[tuple[int | None, int | None], ...] = ()


@attrs.frozen
class ProvenFix:
    """
    What a rule's fix changes.

    Attributes:
        set: Pointer and value; a Message where the value holds placeholders.
        remove: Pointers.
        safe: Normalized payload and cost stay the same.
        conditional: The last of the rule's values says whether the fix is offered.
    """

    set: tuple[tuple[tuple[str, ...], Any], ...]
    remove: tuple[tuple[str, ...], ...]
    safe: bool
    conditional: bool


@attrs.frozen
class ProvenRule:
    """
    A rule whose expressions cannot fail.

    Attributes:
        check: Index into `Program.checks`.
        when: None holds always.
        require: None never holds.
        reads: Mask of the members it reads, directly or through named values.
        at: Pointer from the body's root.
        bit: Mask of the member at `at`.
        message: Its placeholders are evaluated when the rule fires.
        fix: Or None; its placeholders likewise.
        values: Every placeholder of message and fix, in order, then the fix's condition.
    """

    check: int
    when: Tree | None
    require: Tree | None
    reads: int
    at: tuple[str, ...]
    bit: int
    message: Message
    fix: ProvenFix | None
    values: tuple[Tree, ...]


@attrs.frozen
class ProvenRetirement:
    """
    The end of a model. Judging knows no date: what is said of it is for whoever does.

    Attributes:
        day: From which the provider refuses requests for the model.
        successor: Id of the model that takes its place, or "".
        before: Index into `Program.checks` of what is said before that day.
        after: The same from that day on.
    """

    day: dt.date
    successor: str
    before: int
    after: int


@attrs.frozen
class Assumption:
    """
    Something that is taken for granted when a price is worked out.

    Attributes:
        pointer: Of the member it is about, from the body's root, or ().
        text: One clause.
        basis: How it is known.
        close: What to write in the request to need it no longer, or "".
    """

    pointer: tuple[str, ...]
    text: str
    basis: str
    close: str = ""


@attrs.frozen
class Branch:
    """
    One case of a billed quantity or rate.

    Attributes:
        when: None for "otherwise".
        minimum: Lower end.
        maximum: Upper end; the same tree where the value is exact.
        assumption: Index into `Program.assumptions`, or None.
        basis: How it is known, or "" for the line's own.
    """

    when: Tree | None
    minimum: Tree
    maximum: Tree
    assumption: int | None
    basis: str


@attrs.frozen
class Line:
    """
    One billed item.

    Attributes:
        quantity: Cases; the last is unconditional.
        rate: Cases; may be open, or empty where no rate is known.
        unpriced: Why there is no rate.
        usd: What one unit of the currency is worth in US dollars, or None where it is unknown.
    """

    item: str
    unit: str
    currency: str
    quantity: tuple[Branch, ...]
    rate: tuple[Branch, ...]
    unpriced: Message
    unpriced_values: tuple[Tree, ...]
    citation: Citation | None
    basis: str
    usd: Decimal | None
    usd_citation: Citation | None
    usd_basis: str


@attrs.frozen(eq=False)
class Program:
    """
    Everything needed to judge and to price one model's requests.

    Attributes:
        body: The whole body as one object; its input object is a member of it.
        headers: The headers as one object.
        input: Pointer of the input object.
        checks: Everything that can be said, by index.
        rules: Severity error first, then the others, each in the pack's order.
        levers: Name and value.
        lines: Billed items.
        conditional_assumptions: Condition and index, for assumptions made by named values.
        inputs: Every member that expressions can read, by path.
        fills: Conditions under which defaults are written into the normalized payload, by the name
            of the field; the others always are.
        overlays: Ids of the packs that amend this one.
        retirement: The end of the model, or None where none is known.
        priced: What was priced at these rates, for `estimate.shared`.
        worded: What was put into words, for `judge.shared_words`.
    """

    pack: str
    title: str
    edition: str
    provider: str
    model: str
    body: Member
    headers: Member
    input: tuple[str, ...]
    checks: tuple[Check, ...]
    rules: tuple[ProvenRule, ...]
    levers: tuple[tuple[str, Tree], ...]
    lines: tuple[Line, ...]
    assumptions: tuple[Assumption, ...]
    conditional_assumptions: tuple[tuple[Tree, int], ...]
    inputs: Mapping[tuple[str, ...], Member]
    fills: Mapping[str, Tree]
    overlays: tuple[str, ...] = ()
    retirement: ProvenRetirement | None = None
    priced: dict[Any, Any] = attrs.field(factory=dict, init=False, repr=False)
    worded: dict[Any, Any] = attrs.field(factory=dict, init=False, repr=False)
