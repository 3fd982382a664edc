"""The fields of a pack at their places: what can be said of each, what expressions can read."""

from collections.abc import Mapping
from typing import Any

import attrs

from lightmeter.diagnostic import Severity
from lightmeter.language.scope import Declaration
from lightmeter.packs.declare import declarations
from lightmeter.packs.field import Field
from lightmeter.packs.keywords import check_default, check_inferred, check_keywords
from lightmeter.packs.limits import DEEPEST_FIELD, MOST_FIELDS
from lightmeter.packs.member import Member
from lightmeter.packs.merge import Merged
from lightmeter.packs.program import Check
from lightmeter.packs.template import Template, TemplateError, parse_template

__all__ = ["Members", "build_members"]

# Keywords that are not called as what they demand; the rest is spelt alike.
_KEYWORDS = {
    "multiple-of": "multipleOf",
    "min-length": "minLength",
    "max-length": "maxLength",
    "min-items": "minItems",
    "max-items": "maxItems",
    "unknown-field": "additionalProperties",
    "unsendable": "type",
    "decimal-integer": "type",
    "spelling": "template",
    "data-uri": "media",
    "not-a-url": "media",
    "file-type": "media",
    "authorization-scheme": "scheme",
    "idempotency-key-from-clock": "idempotency",
}
# Bit 0 rejects the request without silencing anything.
_REJECTED = 1


@attrs.define(eq=False)
class Members:
    """
    What became of a pack's fields.

    Attributes:
        checks: Everything that can be said of them; rules add theirs.
        inputs: Members that expressions can read, by path.
        scope: The same as declarations of the language.
    """

    merged: Merged
    checks: list[Check] = attrs.field(factory=list)
    inputs: dict[tuple[str, ...], Member] = attrs.field(factory=dict)
    scope: dict[tuple[str, ...], Declaration] = attrs.field(factory=dict)
    bits: dict[str, int] = attrs.field(factory=dict)
    fields: int = 0

    def add_check(
        self,
        rule: str,
        severity: Severity,
        member: str,
        detail: Any,
        *,
        basis: str,
        source: str,
        pack: str = "",
        why: str = "",
        required: bool = False,
    ) -> int:
        """Note one more thing that can be said; its index."""
        index = len(self.checks)
        self.checks.append(
            Check(
                index=index,
                rule=rule,
                severity=severity,
                member=member,
                detail=detail,
                pack=pack or self.merged.pack.id,
                basis=basis,
                citation=self.merged.citation(source),
                why=why,
                required=required,
            )
        )
        return index

    def count_field(self, pointer: tuple[str, ...], at: tuple[str | int, ...]) -> None:
        """
        See that there are not too many fields, and none too deep.

        Raises:
            PackError: If there are.
        """
        self.fields += 1
        if self.fields > MOST_FIELDS:
            reason = f"a pack has at most {MOST_FIELDS} fields, properties, items and headers"
            raise self.merged.error(reason, at)
        if len(pointer) > DEEPEST_FIELD + 1:
            reason = f"fields lie at most {DEEPEST_FIELD} deep in one another"
            raise self.merged.error(reason, at)


def build_members(merged: Merged, input_pointer: tuple[str, ...]) -> tuple[Members, Member, Member]:
    """
    Place every field.

    Args:
        merged: One model of a pack, or a bare envelope.
        input_pointer: Where the fields lie in the body.

    Returns:
        The collection, the body as one object, the headers as one object.

    Raises:
        PackError: If a keyword does not fit its field.
    """
    members = Members(merged)
    pack = merged.pack
    for number, name in enumerate(pack.fields):
        members.bits[name] = 1 << (number + 1)
    everything = _REJECTED | sum(members.bits.values())
    top = _default_source(merged)
    fields = {
        name: _build(
            members, field, (*input_pointer, name), (name,), members.bits[name], ("fields", name)
        )
        for name, field in pack.fields.items()
    }
    body: dict[str, Member] = {
        "model": _build(
            members, Field(type=("string",), required=True, source=top), ("model",), (), _REJECTED
        )
    }
    for name, field in pack.request.body.items():
        if name == "model":
            reason = "model stands in every body, and is given by the ids under [models]"
            raise merged.error(reason, ("request", "body", name), key=True)
        body[name] = _build(members, field, (name,), (), _REJECTED, ("request", "body", name))
    closed = pack.additional_properties is False
    root = Field(type=("object",), source=top)
    if input_pointer:
        checks = {
            rule: members.add_check(
                rule, Severity.ERROR, input_pointer[-1], None, basis="documented", source=top
            )
            for rule in ("required", "type")
        }
        if merged.model:
            checks |= _unknown_checks(members, input_pointer[-1], tuple(fields), top, closed=closed)
        body[input_pointer[-1]] = Member(
            field=attrs.evolve(root, required=True),
            name=input_pointer[-1],
            pointer=input_pointer,
            path=(),
            bit=everything,
            unknown_bit=_REJECTED,
            checks=checks,
            properties=fields,
            closed=closed,
        )
        closed = False
    else:
        for name in fields:
            if name in body:
                raise merged.error(
                    f"the fields lie in the body itself, which has a {name} of its own; leave it"
                    " out here",
                    ("fields", name),
                    key=True,
                )
        body.update(fields)
    whole = Member(
        field=root,
        name="",
        pointer=(),
        path=(),
        bit=everything,
        unknown_bit=_REJECTED,
        checks=_unknown_checks(members, "", tuple(body), top, closed=closed),
        properties=body,
        closed=closed,
    )
    headers = {
        name: _build(members, field, (name,), (), _REJECTED, ("request", "headers", name))
        for name, field in pack.request.headers.items()
    }
    outer = Member(
        field=root,
        name="headers",
        pointer=(),
        path=(),
        bit=_REJECTED,
        unknown_bit=_REJECTED,
        checks={},
        properties=headers,
    )
    return members, whole, outer


def _default_source(merged: Merged) -> str:
    pack = merged.pack
    own = merged.files[pack.id].pack
    return f"{pack.id}|{own.source}" if own.source else ""


def _unknown_checks(
    members: Members, name: str, known: tuple[str, ...], source: str, *, closed: bool
) -> dict[str, int]:
    # What no document names is likely ignored: only a closed schema makes it an error.
    unknown = members.add_check(
        "unknown-field",
        Severity.ERROR if closed else Severity.WARNING,
        name,
        known,
        basis="documented" if closed else "inferred",
        source=source,
    )
    unsendable = members.add_check(
        "unsendable", Severity.ERROR, name, None, basis="documented", source=source
    )
    return {"unknown-field": unknown, "unsendable": unsendable}


def _build(
    members: Members,
    field: Field,
    pointer: tuple[str, ...],
    path: tuple[str, ...],
    bit: int,
    at: tuple[str | int, ...] = (),
    source: str = "",
) -> Member:
    """
    Place one field.

    Args:
        members: Collects checks and declarations.
        field: As declared.
        pointer: From the body's root; "*" for any item.
        path: As expressions call it, or ().
        bit: Of the member of the input object it lies in.
        at: Path of its entry in the merged pack, for errors.
        source: Of the field it lies in.
    """
    members.count_field(pointer, at)
    field = attrs.evolve(field, source=_qualified(members.merged, field.source, source, at))
    check_inferred(members.merged, field, at)
    if field.unsupported is not None:
        # What a model refuses it neither requires nor fills in, whatever the pack says of others.
        field = attrs.evolve(field, required=False, default=None)
    check_keywords(members.merged, field, at)
    template = _template(members.merged, field, at)
    check_default(members.merged, field, template, at)
    properties = {
        name: _build(
            members,
            inner,
            (*pointer, name),
            (*path, name) if path else (),
            bit,
            (*at, "properties", name),
            field.source,
        )
        for name, inner in field.properties.items()
    }
    items = None
    if field.items is not None:
        items = _build(members, field.items, (*pointer, "*"), (), bit, (*at, "items"), field.source)
    closed = field.additional_properties is False
    part_bounds = _part_bounds(field, template)
    member = Member(
        field=field,
        name=pointer[-1] if pointer[-1] != "*" else pointer[-2],
        pointer=pointer,
        path=path,
        bit=bit,
        unknown_bit=bit,
        checks=_checks(members, field, pointer, at, template, part_bounds, closed=closed),
        items=items,
        properties=properties,
        closed=closed,
        template=template,
        part_bounds=part_bounds,
    )
    if path:
        members.inputs[path] = member
        members.scope.update(declarations(member))
    return member


def _qualified(merged: Merged, own: str, outer: str, at: tuple[str | int, ...]) -> str:
    """
    The citation key of a field.

    Merging names the file beside the document of every field; that of an item or of a property
    still lacks it, and it is the file of the field around.
    """
    if not own or "|" in own:
        return own or outer
    owner = outer.partition("|")[0]
    document = own.partition("#")[0]
    if not owner or document not in merged.files[owner].pack.sources:
        raise merged.error(f"source {document} is not among [sources]", (*at, "source"))
    return f"{owner}|{own}"


def _template(merged: Merged, field: Field, at: tuple[str | int, ...]) -> Template | None:
    if not field.template:
        return None
    try:
        template = parse_template(field.template, field.tolerates)
    except TemplateError as error:
        raise merged.error(
            str(error), (*at, "template"), within=(field.template, error.start, error.end)
        ) from error
    if "object" in field.type and set(template.parts) != set(field.properties):
        raise merged.error(
            f"the template's parts ({', '.join(template.parts)}) and the object's properties"
            f" ({', '.join(field.properties)}) must be the same",
            (*at, "template"),
        )
    for name, inner in field.properties.items():
        # Who has one part has them all: expressions may read every part where one is proven.
        if "object" in field.type and (not inner.required or inner.type != ("integer",)):
            raise merged.error(
                f"{name} is a part of the template, so in the object form it is an integer that is"
                " required",
                (*at, "properties", name),
            )
    return template


def _part_bounds(
    field: Field, template: Template | None
) -> tuple[tuple[int | None, int | None], ...]:
    if template is None:
        return ()
    return tuple(
        (field.properties[name].minimum, field.properties[name].maximum)
        if name in field.properties
        else (None, None)
        for name in template.parts
    )


def _checks(
    members: Members,
    field: Field,
    pointer: tuple[str, ...],
    at: tuple[str | int, ...],
    template: Template | None,
    part_bounds: tuple[tuple[int | None, int | None], ...],
    *,
    closed: bool,
) -> Mapping[str, int]:
    """Everything that can be said of one field, by rule."""
    name = pointer[-1] if pointer[-1] != "*" else f"an item of {pointer[-2]}"
    wanted: dict[str, tuple[str, Severity, Any]] = {}

    def want(rule: str, severity: Severity, detail: Any = None, key: str = "") -> None:
        wanted[key or rule] = rule, severity, detail

    error, warning, info = Severity.ERROR, Severity.WARNING, Severity.INFO
    if field.required:
        want("required", error)
    if field.unsupported is not None:
        want("unsupported", error, field.unsupported)
    if field.recommended is not None:
        want("recommended", info, field.recommended)
    if field.deprecated is not None:
        want("deprecated", warning, field.deprecated)
    if field.type:
        want("type", error, field.type)
    if "string" in field.type and not (field.enum or template or field.format):
        want("unsendable", error)
    if "integer" in field.type:
        want("decimal-integer", info)
    if field.enum:
        want("enum", error, (field.enum, template))
    elif template is not None:
        want("template", error, template)
    for rule, limit in (
        ("minimum", field.minimum),
        ("maximum", field.maximum),
        ("multiple-of", field.multiple_of),
        ("min-length", field.min_length),
        ("max-length", field.max_length),
        ("min-items", field.min_items),
        ("max-items", field.max_items),
    ):
        if limit is not None:
            want(rule, error, limit)
    if field.format:
        want("format", error, field.format)
    if field.blank is not None:
        want("blank", warning, field.blank)
    if field.webhook:
        want("webhook", warning)
    if field.idempotency:
        want("idempotency-key-from-clock", error)
        want("idempotency-key-from-clock", warning, key="idempotency-key-like-clock")
    if field.scheme:
        want("authorization-scheme", warning, field.scheme)
    if field.media is not None:
        if field.media.data_uri is not None:
            want("data-uri", field.media.data_uri)
        want("not-a-url", field.media.other or warning)
        if field.media.extensions:
            want("file-type", warning, field.media.extensions)
    if template is not None:
        mended, mended_case = _mended(template, field.tolerates)
        want("spelling", warning, mended or None)
        want("spelling", info, mended_case or None, key="spelling-case")
        for part, (low, high) in zip(template.parts, part_bounds, strict=True):
            if low is not None:
                want("minimum", error, (low, part), key=f"minimum:{part}")
            if high is not None:
                want("maximum", error, (high, part), key=f"maximum:{part}")
    if "object" in field.type and (field.properties or closed):
        severity = error if closed else warning
        want("unknown-field", severity, tuple(field.properties))
        want("unsendable", error)
    made = {}
    for key, (rule, severity, detail) in wanted.items():
        source, basis, overlay = _grounds(members.merged, field, at, key, rule)
        made[key] = members.add_check(
            rule,
            severity,
            name,
            detail,
            basis=basis,
            source=source,
            pack=overlay,
            required=field.required,
        )
    return made


def _mended(
    template: Template, tolerates: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The spellings that are accepted and mended: with a warning, and with a note."""
    zeros = any(fewest < most for fewest, most in template.digits)
    warned = ("leading zeros",) * zeros + ("blanks around numbers",) * ("blanks" in tolerates)
    text = "".join(template.literals)
    letters = dict.fromkeys(letter for letter in text if letter.swapcase() != letter)
    cases = tuple(f"{letter.swapcase()} for {letter}" for letter in letters)
    if "upper-case" not in tolerates:
        return warned, ()
    # Only where the plain spelling is lower case throughout is another case told apart.
    return (warned, cases) if text == text.lower() else (warned + cases, ())


def _grounds(
    merged: Merged, field: Field, at: tuple[str | int, ...], key: str, rule: str
) -> tuple[str, str, str]:
    """What one demand stands on: source, basis, and the overlay that makes it, or ""."""
    _, _, part = key.partition(":")
    if part:
        # The bounds of a template's part are those of the property, in the text form as well.
        inner, outer = field.properties[part], field.source
        at = (*at, "properties", part)
        field = attrs.evolve(inner, source=_qualified(merged, inner.source, outer, at))
    keyword = _KEYWORDS.get(rule, rule)
    basis = "inferred" if keyword in field.inferred else field.basis
    if not at or not merged.overlays:
        return field.source, basis, ""
    return merged.grounds((*at, keyword), field.source, basis)
