"""
One member of a request as JSON Schema.

What comes out accepts exactly what the judge accepts of the member by itself; what JSON Schema has
no words for is listed in `lightmeter.packs.export.schema`.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from lightmeter.language.exact import SAFE_INTEGER
from lightmeter.packs.export.patterns import URI, template_pattern
from lightmeter.packs.field import Field
from lightmeter.packs.member import Member

__all__ = ["Describe", "Schema", "write_member", "write_properties", "write_value"]

Schema: TypeAlias = dict[str, Any]
Describe: TypeAlias = Callable[[Member], str]


def write_member(member: Member, describe: Describe | None = None) -> Schema:
    """
    Write the schema of a member of an object.

    Args:
        member: Of a proven program.
        describe: What an editor shows of it; None leaves every annotation out.
    """
    field = member.field
    schema: Schema = {}
    if describe is not None and (text := describe(member)):
        schema["description"] = text
    if describe is not None and field.deprecated is not None:
        schema["deprecated"] = True
    if field.unsupported is not None:
        return {**schema, "not": {}}
    schema |= write_value(member, describe)
    if describe is not None and field.default is not None:
        schema["default"] = field.default
    return schema


def write_value(member: Member, describe: Describe | None = None) -> Schema:
    """Write what a value has to be: its type, then what the type's keywords demand."""
    field = member.field
    if not field.type:
        return {}
    schema: Schema = {"type": field.type[0] if len(field.type) == 1 else list(field.type)}
    if field.enum or member.template is not None:
        schema |= _choices(member)
    elif "string" in field.type:
        schema |= _lengths("Length", field.min_length, field.max_length)
        if field.format:
            schema["pattern"] = URI
    if "integer" in field.type or "number" in field.type:
        schema |= _bounds(field)
    if "array" in field.type:
        schema |= _lengths("Items", field.min_items, field.max_items)
        # An item is a value and nothing else: it cannot be left out, nor be deprecated.
        if member.items is not None and (items := write_value(member.items, describe)):
            text = describe(member.items) if describe is not None else ""
            schema["items"] = {"description": text, **items} if text else items
    if "object" in field.type:
        schema |= write_properties(member, describe)
    return schema


def write_properties(member: Member, describe: Describe | None = None) -> Schema:
    """Write what an object has to hold."""
    schema: Schema = {}
    if member.properties:
        schema["properties"] = {
            name: write_member(child, describe) for name, child in member.properties.items()
        }
    required = [name for name, child in member.properties.items() if child.field.required]
    if required:
        schema["required"] = required
    if member.closed:
        schema["additionalProperties"] = False
    return schema


def _choices(member: Member) -> Schema:
    """
    Accepted values and accepted spellings.

    They speak of texts and integers alone; other types that are accepted beside them are not held
    to them.
    """
    field = member.field
    alternatives: list[Schema] = []
    if field.enum:
        alternatives.append({"enum": list(field.enum)})
    if member.template is not None:
        pattern = template_pattern(member)
        if pattern is not None:
            alternatives.append({"type": "string", "pattern": pattern})
    spoken_of = ("string", "integer") if field.enum else ("string",)
    for kind in field.type:
        if kind == "number" and "integer" in spoken_of and "integer" in field.type:
            # Whole numbers are integers to the judge as far as integers go.
            safe = {"type": "integer", "minimum": -SAFE_INTEGER, "maximum": SAFE_INTEGER}
            alternatives.append({"type": "number", "not": safe})
        elif kind not in spoken_of:
            alternatives.append({"type": kind})
    if not alternatives:
        return {"not": {}}
    return alternatives[0] if len(alternatives) == 1 else {"anyOf": alternatives}


def _bounds(field: Field) -> Mapping[str, int]:
    low, high = field.minimum, field.maximum
    bounds: dict[str, int] = {}
    if "number" not in field.type and (low is None or high is None):
        # An integer that is not bounded on both sides is still one that JavaScript can tell apart.
        low = max(low if low is not None else -SAFE_INTEGER, -SAFE_INTEGER)
        high = min(high if high is not None else SAFE_INTEGER, SAFE_INTEGER)
    if low is not None:
        bounds["minimum"] = low
    if high is not None:
        bounds["maximum"] = high
    if field.multiple_of is not None:
        bounds["multipleOf"] = field.multiple_of
    return bounds


def _lengths(noun: str, low: int | None, high: int | None) -> Mapping[str, int]:
    lengths = {f"min{noun}": low, f"max{noun}": high}
    return {key: value for key, value in lengths.items() if value is not None}
