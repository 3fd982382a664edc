"""
What the requests of a batch and its defaults have to hold together.

The defaults lie under every request: tables merge, everything else of a request replaces what is
under it. A schema cannot merge, so each demand on the merged request is taken apart:

1. What a request holds itself is what is sent, so it is held to the member's schema at once.
2. What stands in the defaults is sent if a request is without it. Only then is it held to the
   member's schema: a default that every request replaces harms nobody.
3. What is required has to be in each request if it is not in the defaults.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from lightmeter.packs.export.member import Schema
from lightmeter.packs.member import Member

__all__ = ["Path", "escape_step", "inherited", "merged", "required"]

Path = tuple[str, ...]


def merged(holder: Member, of: Schema, reference: str, path: Path = ()) -> Iterator[Schema]:
    """
    Write what requests and defaults have to hold together.

    Args:
        holder: An object of the request; the body to begin with.
        of: Which requests are meant: a schema that they fulfil.
        reference: To the schema of that object.
        path: Where the object lies in the request.

    Returns:
        Schemas of the batch, all of which have to hold.
    """
    for name, child in holder.properties.items():
        here = (*path, name)
        place = f"{reference}/properties/{escape_step(name)}"
        if child.field.type or child.field.unsupported is not None:
            yield inherited(here, of, {"$ref": place})
        if child.field.required:
            yield required(here, of)
        if "object" in child.field.type and child.field.unsupported is None:
            if child.closed:
                known = {"propertyNames": {"enum": list(child.properties)}}
                yield _defaulted(_both(of, _table(here)), here, known)
            yield from merged(child, of, place, here)


def inherited(path: Path, of: Schema, demand: Schema) -> Schema:
    """Hold a default to a demand if a request is without a member of its own."""
    *above, name = path
    lacking: Schema = {"not": {"required": [name]}}
    without = _table(tuple(above), lacking) if above else lacking
    return _defaulted(_both(of, without), path, demand)


def required(path: Path, of: Schema) -> Schema:
    """Demand a member of each request, unless the defaults have it."""
    *above, name = path
    demand = _at(tuple(above), {"required": [name]})
    there = {"properties": {"defaults": _table(path[:-1], {"required": [name]})}}
    if of:
        demand = {"if": of, "then": demand}
    return {
        "if": {**there, "required": ["defaults"]},
        "else": {"properties": {"requests": {"items": demand}}},
    }


def escape_step(name: str) -> str:
    """A member's name within the fragment of a reference: RFC 6901, percent-encoded."""
    return quote(name.replace("~", "~0").replace("/", "~1"), safe="~!$&'()*+,;=:@-._")


def _defaulted(some: Schema, path: Path, demand: Schema) -> Schema:
    """Hold a default to a demand if some request is of a kind."""
    return {
        "if": {"properties": {"requests": {"contains": some}}},
        "then": {"properties": {"defaults": _at(path, demand)}},
    }


def _at(path: Path, demand: Schema) -> Schema:
    """Demand something of what lies at a path, if anything does."""
    for step in reversed(path):
        demand = {"properties": {step: demand}}
    return demand


def _table(path: Path, demand: Mapping[str, Any] | None = None) -> Schema:
    """That there is a table at a path, and perhaps more about it."""
    schema: Schema = {"type": "object", **(demand or {})}
    for step in reversed(path):
        schema = {"type": "object", "required": [step], "properties": {step: schema}}
    return schema


def _both(of: Schema, more: Schema) -> Schema:
    return {"allOf": [of, more]} if of else more
