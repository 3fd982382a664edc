"""Request files and batches: the bodies of requests with lightmeter's own members beside them."""

from collections.abc import Iterable, Mapping, Sequence

import attrs

from lightmeter.packs.export.batch import escape_step, inherited, merged, required
from lightmeter.packs.export.member import Schema, write_value
from lightmeter.packs.export.models import DEFS, Group, any_model, group_models
from lightmeter.packs.export.patterns import in_any_case
from lightmeter.packs.export.subject import Subject
from lightmeter.packs.export.words import describe_header
from lightmeter.packs.member import Member
from lightmeter.packs.program import Program

__all__ = ["group_requests", "shown", "write_request_file"]

# What a request may be called by: `lightmeter.structure` refuses longer numbers.
_LONGEST_ID = 10**18

_OWN: Mapping[str, Schema] = {
    "$schema": {
        "description": "Where this schema lies, for editors. Never sent.",
        "type": "string",
    },
    "provider": {
        "description": "Whose API the request is for. Never sent.",
        "type": "string",
        "minLength": 1,
    },
    "id": {
        "description": "The request's own name, which reports call it by. Never sent.",
        "type": ["string", "integer"],
        "exclusiveMinimum": -_LONGEST_ID,
        "exclusiveMaximum": _LONGEST_ID,
    },
    "headers": {
        "description": "The headers it is sent with. They are no part of the body.",
        "type": "object",
    },
}
_REQUEST, _BATCH, _ANY = "request", "batch", "own"


def group_requests(subjects: Sequence[Subject]) -> list[Group]:
    """Write each model's requests, with lightmeter's own members beside the body."""
    program = subjects[0].program
    extra = {"headers": _headers(program)}
    if program.body.closed:
        # Else they would be refused as unknown members of the body.
        extra = {**{name: {} for name in _OWN}, **extra}
    return group_models(subjects, extra, reserved=(_REQUEST, _BATCH, _ANY))


def write_request_file(groups: Sequence[Group], *, only: bool) -> Schema:
    """
    Write what a file of requests holds: one, an array of them, or a batch.

    Args:
        groups: Of models, as `group_requests` gives them.
        only: There is a single model, and every other is refused.
    """
    request, batch, own = ({"$ref": f"{DEFS}{name}"} for name in (_REQUEST, _BATCH, _ANY))
    model = groups[0].schema["properties"]["model"] if only else any_model()
    provider = {**_OWN["provider"], **shown([{"const": groups[0].program.provider}])}
    references = [{"$ref": group.reference} for group in groups]
    return {
        "type": ["object", "array"],
        "if": {"type": "array"},
        "then": {"items": request},
        "else": {"if": {"required": ["requests"]}, "then": batch, "else": request},
        **shown([request, batch]),
        "$defs": {
            _REQUEST: {
                "type": "object",
                "required": ["model"],
                "allOf": [
                    own,
                    *(
                        {"if": group.of(named=True, provider=True), "then": reference}
                        for group, reference in zip(groups, references, strict=True)
                    ),
                ],
                **shown([own, *references]),
            },
            _BATCH: _batch(groups, shown([own, *references])),
            _ANY: {"type": "object", "properties": {**_OWN, "provider": provider, "model": model}},
            **{group.name: group.schema for group in groups},
            **{name: it for group in groups for name, it in _parts(group).items()},
        },
    }


def shown(alternatives: Iterable[Schema]) -> Schema:
    """What editors complete and explain from if they do not look into `if` and `then`."""
    return {"anyOf": [{}, *alternatives]}


def _headers(program: Program) -> Schema:
    """Headers by their names, which are the same in either case."""
    known = program.headers.properties
    schema = dict(_OWN["headers"])
    if known:
        schema["properties"] = {
            name: {"description": describe_header(program, member)}
            for name, member in known.items()
        }
        schema["patternProperties"] = {
            in_any_case(name): {"type": "string"}
            for name, member in known.items()
            if member.field.type
        }
    return schema


# Parts of requests --------------------------------------------------------------------------------


def _part_of_request(group: Group) -> Schema:
    """What a request of a batch holds itself has to be right, and nothing has to be there."""
    body = group.program.body
    schema = _part(body, group.reference)
    schema["properties"]["headers"] = {"$ref": f"{group.reference}/properties/headers"}
    schema["properties"].pop("model", None)
    if body.closed:
        own: Schema = {name: {} for name in (*_OWN, "model")}
        schema["properties"] = {**own, **schema["properties"]}
    return schema


def _part(holder: Member, reference: str) -> Schema:
    schema = {key: it for key, it in write_value(holder).items() if key != "required"}
    properties: Schema = {}
    for name, child in holder.properties.items():
        place = f"{reference}/properties/{escape_step(name)}"
        if child.field.unsupported is None and "object" in child.field.type:
            properties[name] = _part(child, place)
        else:
            properties[name] = {"$ref": place}
    return {**schema, "properties": properties}


# Batches ------------------------------------------------------------------------------------------


def _batch(groups: Sequence[Group], one: Schema) -> Schema:
    provider = {"const": groups[0].program.provider}
    ours = {"provider": provider, "defaults": {"properties": {"provider": provider}}}
    return {
        "type": "object",
        "properties": {
            "$schema": _OWN["$schema"],
            "provider": {
                "description": "Whose API the requests are for that name none. Never sent.",
                "type": "string",
                **shown([provider]),
            },
            "defaults": {
                "description": (
                    "What lies under every request: tables merge, anything else that a request has"
                    " itself replaces what stands here."
                ),
                "type": "object",
                **one,
            },
            "requests": {
                "description": "The requests, each with what is not in the defaults.",
                "type": "array",
                "items": {"type": "object", "allOf": [{"$ref": f"{DEFS}{_ANY}"}], **one},
            },
        },
        "required": ["requests"],
        "additionalProperties": False,
        "allOf": [
            *_whichever_model(),
            {"if": {"properties": ours}, "then": {"allOf": [_for_group(it) for it in groups]}},
        ],
    }


def _whichever_model() -> list[Schema]:
    """What lightmeter's own members and the model have to be."""
    without = {"not": {"required": ["provider"]}}
    # The provider of the whole batch lies under that of the defaults.
    inherits = {"requests": {"contains": without}, "defaults": without}
    return [
        *(
            inherited((name,), {}, {"$ref": f"{DEFS}{_ANY}/properties/{name}"})
            for name in (*_OWN, "model")
        ),
        {"if": {"properties": inherits}, "then": {"properties": {"provider": {"minLength": 1}}}},
        required(("model",), {}),
    ]


def _for_group(group: Group) -> Schema:
    """
    What requests for some models have to hold together with the defaults.

    Where the defaults name another model, only requests that name theirs are meant; else also those
    that name none.
    """
    return {
        "if": {"properties": {"defaults": group.of(named=False, provider=False)}},
        "then": {"$ref": f"{group.reference}:batch"},
        "else": {"$ref": f"{group.reference}:batch-named"},
    }


def _parts(group: Group) -> Schema:
    """The definitions that a batch needs for some models."""
    return {
        f"{group.name}:part": _part_of_request(group),
        f"{group.name}:meant": group.of(named=False, provider=True),
        f"{group.name}:named": group.of(named=True, provider=True),
        f"{group.name}:batch": {"allOf": _merged(group, {"$ref": f"{group.reference}:meant"})},
        f"{group.name}:batch-named": {
            "allOf": _merged(group, {"$ref": f"{group.reference}:named"})
        },
    }


def _merged(group: Group, of: Schema) -> list[Schema]:
    body = group.program.body
    members = {name: it for name, it in body.properties.items() if name not in ("model", *_OWN)}
    part = {"if": of, "then": {"$ref": f"{group.reference}:part"}}
    demands = [
        {"properties": {"requests": {"items": part}}},
        *merged(attrs.evolve(body, properties=members), of, group.reference),
        inherited(("headers",), of, {"$ref": f"{group.reference}/properties/headers"}),
    ]
    if body.closed:
        known = {"propertyNames": {"enum": [*members, "model", *_OWN]}}
        demands.append(
            {
                "if": {"properties": {"requests": {"contains": of}}},
                "then": {"properties": {"defaults": known}},
            }
        )
    return demands
