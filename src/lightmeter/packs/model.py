"""What a pack declares: its tables as attrs classes, before anything is proven about them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import attrs

from lightmeter.diagnostic import Severity
from lightmeter.packs.field import Field

__all__ = [
    "Billing",
    "Case",
    "CurrencyValue",
    "Example",
    "FixPlan",
    "Formula",
    "LookupTable",
    "Pack",
    "RequestShape",
    "Retirement",
    "Rule",
    "SourceDocument",
]


@attrs.frozen
class SourceDocument:
    """
    A document that facts are cited from.

    Attributes:
        title: As the provider calls it.
        url: Where it is published, or "".
        edition: ISO date of the document, or "".
        read: ISO date on which it was last read, or "".
        note: What a reader should know of it.
        digest: Of the text that was read, "sha256:…", or "".
    """

    title: str
    url: str = ""
    edition: str = ""
    read: str = ""
    note: str = ""
    digest: str = ""


@attrs.frozen
class RequestShape:
    """
    How a request reaches the provider.

    Attributes:
        method: Of HTTP.
        url: Submit address.
        input: JSON Pointer of the object that holds the fields.
        headers: Fields, by header name.
        body: Fields beside the model and the input object.
    """

    method: str = "POST"
    url: str = ""
    input: str = "/input"
    headers: Mapping[str, Field] = attrs.field(factory=dict)
    body: Mapping[str, Field] = attrs.field(factory=dict)


@attrs.frozen
class Retirement:
    """
    The end of a model, as its table tells it.

    Attributes:
        retires: ISO date of the day from which the provider refuses requests for the model.
        successor: Id of the model that takes its place, or "".
    """

    retires: str = ""
    successor: str = ""
    source: str = ""
    basis: str = "documented"


@attrs.frozen
class Case:
    """
    One row of a formula: the first whose condition holds gives the value.

    Attributes:
        when: Condition, or None for "otherwise".
        then: Expression of an exact value, or None for a range.
        minimum: Expression of the range's lower end, or None.
        maximum: Expression of its upper end, or None.
        basis: How this is known.
        assume: What is assumed when this case is taken, or "".
        field: The member the assumption is about, or "".
        close: What to write in the request to make the value exact, or "".
    """

    when: str | None = None
    then: str | None = None
    minimum: str | None = None
    maximum: str | None = None
    basis: str = ""
    assume: str = ""
    field: str = ""
    close: str = ""


@attrs.frozen
class Formula:
    """
    Ordered cases; a bare expression is one case without a condition.

    Attributes:
        cases: At least one.
        listed: They are written as an array; otherwise there is one, written as it is.
    """

    cases: tuple[Case, ...]
    listed: bool = False

    def at(self, path: tuple[str | int, ...], number: int) -> tuple[str | int, ...]:
        """The path of a case, given that of the formula."""
        return (*path, number) if self.listed else path


@attrs.frozen
class LookupTable:
    """
    Values by key, nested one level a key.

    Attributes:
        rows: Plain data as written.
    """

    rows: Mapping[str, Any]


@attrs.frozen
class FixPlan:
    """
    What a rule's fix changes.

    Attributes:
        set: Member (dotted path) to value; texts may hold placeholders.
        remove: Members (dotted paths).
        safe: The normalized payload and the cost stay the same.
        when: Condition under which the fix is offered; None for always.
    """

    set: Mapping[str, Any] = attrs.field(factory=dict)
    remove: tuple[str, ...] = ()
    safe: bool = False
    when: str | None = None


@attrs.frozen
class Rule:
    """
    A demand on several members: fires when `when` holds and `require` does not.

    Attributes:
        severity: None for "off".
        when: Condition; None holds always.
        require: Condition; None never holds.
        at: Dotted path of the member it speaks of; "" for the input object.
        message: Template.
        why: What happens when it is ignored, or "".
    """

    message: str = ""
    severity: Severity | None = Severity.ERROR
    when: str | None = None
    require: str | None = None
    at: str = ""
    why: str = ""
    fix: FixPlan | None = None
    source: str = ""
    basis: str = "documented"


@attrs.frozen
class Billing:
    """
    One billed item.

    Attributes:
        item: What is billed.
        unit: What the provider counts.
        quantity: How many units.
        rate: Money per unit; None where it is unknown. An overlay may name the item and its new
            rate alone; after merging, unit, quantity and currency are there.
        currency: ISO 4217 code, or the name of a provider's own currency.
        unpriced: Why there is no rate: a template, or "".
        waived: Demands of `packs check` on prices that this line breaks for a reason, and the
            reason.
    """

    item: str
    unit: str = ""
    quantity: Formula | None = None
    currency: str = ""
    rate: Formula | None = None
    unpriced: str = ""
    waived: Mapping[str, str] = attrs.field(factory=dict)
    source: str = ""
    basis: str = "documented"


@attrs.frozen
class CurrencyValue:
    """
    What one unit of a provider's own currency is worth.

    Attributes:
        usd: Exact amount in US dollars.
    """

    usd: Decimal
    source: str = ""
    basis: str = "documented"


@attrs.frozen
class Example:
    """
    A request and what must be said of it.

    Attributes:
        name: What it shows.
        model: Or "" for the pack's first.
        input: The input object, or None.
        body: The whole body, or None.
        headers: Or None where headers are not compared.
        fill: Member to length: a text of that many characters is put there.
        expect: "rule@/pointer" or "rule", the exact set.
        skipped: Ids of silenced rules, or None where they are not compared.
        effective: Levers to compare.
        cost: Exact amount, {"minimum", "maximum"}, "declined", "rejected", or None.
        quantity: Number, {"minimum", "maximum"}, or None.
        normalized: Of the input object, or None.
        fixed: The input object after all fixes, or None.
    """

    name: str
    model: str = ""
    input: Mapping[str, Any] | None = None
    body: Mapping[str, Any] | None = None
    headers: Mapping[str, Any] | None = None
    fill: Mapping[str, int] = attrs.field(factory=dict)
    expect: tuple[str, ...] = ()
    skipped: tuple[str, ...] | None = None
    effective: Mapping[str, Any] = attrs.field(factory=dict)
    cost: Any = None
    quantity: Any = None
    normalized: Mapping[str, Any] | None = None
    fixed: Mapping[str, Any] | None = None
    source: str = ""


@attrs.frozen
class Pack:
    """
    A pack as declared, or one model of it after everything is merged.

    Attributes:
        format: Of the pack format; 1.
        id: The pack's path without suffix.
        edition: ISO date of the document it describes, or "".
        extends: Ids of the packs it is made of.
        amends: Id of the pack it changes for one project, or "".
        source: Citation key for everything that names none.
        levers: Names of fields or lets that are shown as effective values.
        additional_properties: False where the provider says that unknown members are refused.
        models: Model id to merge patch, plain data; what it says of the model's end is no patch.
    """

    format: int
    id: str
    title: str = ""
    edition: str = ""
    extends: tuple[str, ...] = ()
    amends: str = ""
    source: str = ""
    levers: tuple[str, ...] = ()
    additional_properties: bool | None = None
    sources: Mapping[str, SourceDocument] = attrs.field(factory=dict)
    request: RequestShape = attrs.field(factory=RequestShape)
    currencies: Mapping[str, CurrencyValue] = attrs.field(factory=dict)
    models: Mapping[str, Any] = attrs.field(factory=dict)
    fields: Mapping[str, Field] = attrs.field(factory=dict)
    let: Mapping[str, Formula | LookupTable] = attrs.field(factory=dict)
    rules: Mapping[str, Rule] = attrs.field(factory=dict)
    billing: tuple[Billing, ...] = ()
    examples: tuple[Example, ...] = ()
