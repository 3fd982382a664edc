"""Keywords of a field, held against its type and against each other."""

from decimal import Decimal
from typing import Any

import attrs

from lightmeter.language.spelling import nearest
from lightmeter.packs.field import Field
from lightmeter.packs.merge import Merged
from lightmeter.packs.template import Template

__all__ = ["check_default", "check_inferred", "check_keywords", "refusal"]

# Which types a keyword speaks of; a keyword on any other type is a mistake of the pack.
_KEYWORDS = {
    "minimum": ("integer", "number"),
    "maximum": ("integer", "number"),
    "multiple_of": ("integer",),
    "min_length": ("string",),
    "max_length": ("string",),
    "format": ("string",),
    "template": ("string",),
    "blank": ("string",),
    "media": ("string",),
    "webhook": ("string",),
    "idempotency": ("string",),
    "min_items": ("array",),
    "max_items": ("array",),
    "items": ("array",),
    "properties": ("object",),
    "additional_properties": ("object",),
    "enum": ("string", "integer"),
    "scheme": ("string",),
}
_SPELLED = {
    "multiple_of": "multipleOf",
    "min_length": "minLength",
    "max_length": "maxLength",
    "min_items": "minItems",
    "max_items": "maxItems",
    "additional_properties": "additionalProperties",
}
# What a field demands or takes by itself; its items and properties have a basis of their own.
_CLAIMS = {
    _SPELLED.get(name, name): name
    for name in (
        *("required", "type", "default", "unsupported", "recommended", "deprecated"),
        *(name for name in _KEYWORDS if name not in ("items", "properties")),
    )
}


def check_keywords(merged: Merged, field: Field, at: tuple[str | int, ...]) -> None:
    """
    See that the keywords of a field make sense.

    Args:
        merged: The pack, to show a mistake in.
        field: As declared.
        at: Path of its entry in the merged data.

    Raises:
        PackError: At the first keyword that does not.
    """
    defaults = Field()
    for name, kinds in _KEYWORDS.items():
        if getattr(field, name) == getattr(defaults, name):
            continue
        if not set(kinds) & set(field.type):
            key = _SPELLED.get(name, name)
            raise merged.error(
                f"{key} is about {' or '.join(kinds)}, the type is"
                f" {' or '.join(field.type) or 'not given'}",
                (*at, key),
                key=True,
            )
    if field.format and field.format != "uri":
        raise merged.error(f"format {field.format} is not known; write uri", (*at, "format"))
    if field.template:
        for name in ("min_length", "max_length", "format", "blank", "media", "webhook"):
            if getattr(field, name) != getattr(defaults, name):
                key = _SPELLED.get(name, name)
                raise merged.error(f"{key} says nothing beside a template", (*at, key), key=True)
    for low, high in (
        ("minimum", "maximum"),
        ("min_length", "max_length"),
        ("min_items", "max_items"),
    ):
        least, most = getattr(field, low), getattr(field, high)
        if least is not None and most is not None and least > most:
            raise merged.error(
                f"{_SPELLED.get(high, high)} {most} is below {_SPELLED.get(low, low)} {least}",
                (*at, _SPELLED.get(high, high)),
            )
    if field.multiple_of is not None and field.multiple_of < 1:
        raise merged.error(
            f"multipleOf must be 1 or more, not {field.multiple_of}", (*at, "multipleOf")
        )
    _check_choices(merged, field, at)
    for name in ("scheme", "idempotency"):
        if getattr(field, name) and at[:2] != ("request", "headers"):
            raise merged.error(f"{name} is about headers", (*at, name), key=True)
    if field.fill is not None and (field.default is None or at[0] != "fields" or len(at) != 2):
        raise merged.error(
            "fill is about the default of a member of the input object", (*at, "fill"), key=True
        )


def check_inferred(merged: Merged, field: Field, at: tuple[str | int, ...]) -> None:
    """
    See that what is called inferred is a keyword that the field has.

    Args:
        merged: The pack, to show a mistake in.
        field: As declared, before a model's refusal takes anything from it.
        at: Path of its entry in the merged data.

    Raises:
        PackError: At the first name that is none.
    """
    if field.inferred and field.basis == "inferred":
        reason = "inferred says nothing beside basis inferred: everything is"
        raise merged.error(reason, (*at, "inferred"), key=True)
    defaults = Field()
    own = [key for key, it in _CLAIMS.items() if getattr(field, it) != getattr(defaults, it)]
    for name in field.inferred:
        if name not in own:
            raise merged.error(
                f"inferred names {name}; the field has {', '.join(own) or 'no keyword'}",
                (*at, "inferred"),
                suggestion=nearest(name, own),
            )


def _check_choices(merged: Merged, field: Field, at: tuple[str | int, ...]) -> None:
    """See that what is offered can be sent, and that there is something to send."""
    plain = attrs.evolve(field, enum=())
    for number, value in enumerate(field.enum):
        problem = "" if field.template else refusal(plain, None, value)
        if problem:
            raise merged.error(f"{value} is offered, but {problem}", (*at, "enum", number))
    if field.multiple_of and field.minimum is not None and field.maximum is not None:
        most = field.maximum // field.multiple_of * field.multiple_of
        if most < field.minimum:
            raise merged.error(
                f"there is no multiple of {field.multiple_of} from {field.minimum} to"
                f" {field.maximum}",
                (*at, "multipleOf"),
            )


def check_default(
    merged: Merged, field: Field, template: Template | None, at: tuple[str | int, ...]
) -> None:
    """
    See that a default is a value that the field accepts.

    Raises:
        PackError: If it is not.
    """
    default = field.default
    if default is None:
        return
    problem = refusal(field, template, default)
    if not problem and field.required:
        problem = "the field is required"
    if not problem and (at[0], len(at)) not in (("fields", 2), ("request", 3)):
        problem = "only a member of the input object or of the body can have one"
    if problem:
        raise merged.error(f"the default {default} cannot be: {problem}", (*at, "default"))


def refusal(field: Field, template: Template | None, value: Any) -> str:
    """
    Why the field's own keywords refuse a value that a pack writes, or "".

    Args:
        field: As declared.
        template: Of the field, parsed.
        value: A text, a number or a boolean.
    """
    kinds = {bool: "boolean", str: "string", int: "integer", Decimal: "number"}
    kind = kinds[type(value)]
    whole = kind == "integer" and "number" in field.type
    if field.type and kind not in field.type and not whole:
        return f"its type is {kind}"
    if field.enum and value in field.enum:
        return ""
    if template is not None:
        fits = isinstance(value, str) and template.strict.fullmatch(value)
        return "" if fits else f"it is not {template.shape}"
    if field.enum:
        return f"it is not one of {', '.join(map(str, field.enum))}"
    if isinstance(value, str):
        return _wrong_length(field, value)
    if field.minimum is not None and value < field.minimum:
        return f"it is below the minimum {field.minimum}"
    if field.maximum is not None and value > field.maximum:
        return f"it is above the maximum {field.maximum}"
    if field.multiple_of is not None and value % field.multiple_of:
        return f"it is no multiple of {field.multiple_of}"
    return ""


def _wrong_length(field: Field, value: str) -> str:
    if field.min_length is not None and len(value) < field.min_length:
        return f"it is shorter than {field.min_length}"
    if field.max_length is not None and len(value) > field.max_length:
        return f"it is longer than {field.max_length}"
    return ""
