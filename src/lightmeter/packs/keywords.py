"""Keywords of a field, held against its type and against each other."""

from decimal import Decimal

from lightmeter.packs.merge import Merged
from lightmeter.packs.model import Field

__all__ = ["check_keywords"]

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
}
_SPELLED = {
    "multiple_of": "multipleOf",
    "min_length": "minLength",
    "max_length": "maxLength",
    "min_items": "minItems",
    "max_items": "maxItems",
    "additional_properties": "additionalProperties",
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
    _check_default(merged, field, at)


def _check_default(merged: Merged, field: Field, at: tuple[str | int, ...]) -> None:
    default = field.default
    if default is None:
        return
    kinds = {bool: "boolean", str: "string", int: "integer", Decimal: "number"}
    kind = kinds[type(default)]
    problem = ""
    if field.type and kind not in field.type:
        problem = f"its type is {kind}"
    elif field.enum and default not in field.enum and not field.template:
        problem = f"it is not one of {', '.join(map(str, field.enum))}"
    elif field.minimum is not None and default < field.minimum:
        problem = f"it is below the minimum {field.minimum}"
    elif field.maximum is not None and default > field.maximum:
        problem = f"it is above the maximum {field.maximum}"
    elif field.required:
        problem = "the field is required"
    elif (at[0], len(at)) not in (("fields", 2), ("request", 3)):
        problem = "only a member of the input object or of the body can have one"
    if problem:
        raise merged.error(f"the default {default} cannot be: {problem}", (*at, "default"))
