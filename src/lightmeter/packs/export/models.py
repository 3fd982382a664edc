"""The models of a pack, each with the schema of its requests."""

from collections.abc import Sequence
from functools import partial

import attrs

from lightmeter.packs.export.member import Schema, write_properties
from lightmeter.packs.export.patterns import NOT_BLANK
from lightmeter.packs.export.subject import Subject
from lightmeter.packs.export.words import describe
from lightmeter.packs.member import Member
from lightmeter.packs.program import Program

__all__ = ["DEFS", "Group", "any_model", "group_models", "write_object", "write_rules"]

DEFS = "#/$defs/"
"""Before the name of a definition in a reference."""

_MODEL = "Required. The model that the request is for."


@attrs.frozen(eq=False)
class Group:
    """
    Models whose requests look alike.

    Attributes:
        name: Among the definitions.
        models: Their ids.
        program: Of the first.
        schema: Of the body, the model and perhaps the headers included.
    """

    name: str
    models: tuple[str, ...]
    program: Program
    schema: Schema

    @property
    def reference(self) -> str:
        """To the schema among the definitions."""
        return f"{DEFS}{self.name}"

    def of(self, *, named: bool, provider: bool) -> Schema:
        """
        Tell the requests for these models from others.

        Args:
            named: The model is named; else it may be left out.
            provider: A request to another provider is none of them, even if the model is called
                alike there.
        """
        properties: Schema = {"model": _one_of(self.models)}
        if provider:
            properties["provider"] = {"const": self.program.provider}
        return {"properties": properties, **({"required": ["model"]} if named else {})}


def group_models(
    subjects: Sequence[Subject], extra: Schema, *, reserved: Sequence[str] = ()
) -> list[Group]:
    """
    Write each model's schema; models that have the same share it.

    Args:
        subjects: Models of one pack; those that retire are told apart from those that do not.
        extra: Members beside those of the body.
        reserved: Names of other definitions.
    """
    alike: list[tuple[Schema, list[Subject]]] = []
    for subject in subjects:
        schema = _body(subject, extra)
        # A model that retires is marked, so it stands apart from those that stay.
        ends = subject.program.retirement is not None
        known = next(
            (
                others
                for it, others in alike
                if it == schema and (others[0].program.retirement is not None) is ends
            ),
            None,
        )
        if known is None:
            alike.append((schema, [subject]))
        else:
            known.append(subject)
    taken = set(reserved)
    return [_group(schema, [it for it, _ in alike], members, taken) for schema, members in alike]


def any_model() -> Schema:
    """The model of a request, whichever it is: of one that no pack knows lightmeter only warns."""
    return {"description": _MODEL, "type": "string", "pattern": NOT_BLANK}


def write_object(subject: Subject, member: Member) -> Schema:
    """Write an object with all that an editor shows of its members."""
    words = partial(describe, subject.program, rules=subject.rules)
    return {"type": "object", **write_properties(member, words)}


def write_rules(subject: Subject) -> Schema:
    """Note the rules that look at several members, for whoever reads the schema."""
    listed = []
    for name, rule in subject.rules.items():
        texts = {
            "at": rule.at,
            "when": rule.when,
            "require": rule.require,
            "message": rule.message,
            "why": rule.why,
        }
        told = {key: text for key, text in texts.items() if text}
        listed.append({"rule": name, "severity": str(rule.severity), **told})
    return {"x-lightmeter-rules": listed} if listed else {}


def _body(subject: Subject, extra: Schema) -> Schema:
    program = subject.program
    schema = write_object(subject, program.body)
    inner = schema
    for step in program.input:
        inner = inner["properties"][step]
    inner |= write_rules(subject)
    schema["properties"] |= extra
    return schema


def _group(
    schema: Schema, alike: Sequence[Schema], members: Sequence[Subject], taken: set[str]
) -> Group:
    models = tuple(it.program.model for it in members)
    program, example = members[0].program, members[0].request
    others = [it for it in alike if it is not schema]
    if others:
        schema = _labelled(schema, others, ", ".join(models), program.input)
    ends = [text for it in members if (text := _end(it.program))]
    model: Schema = {"description": " ".join([_MODEL, *ends]), **_one_of(models)}
    if ends:
        model["deprecated"] = True
    properties = {**schema["properties"], "model": model}
    whole = {"title": ", ".join(models), **schema, "properties": properties}
    if example is not None:
        whole["examples"] = [example]
    return Group(_definition(models[0], taken), models, program, whole)


def _end(program: Program) -> str:
    """When a model retires, for an editor that knows no date."""
    end = program.retirement
    if end is None:
        return ""
    successor = f", succeeded by {end.successor}" if end.successor else ""
    return f"{program.model} retires on {end.day}{successor}."


def _labelled(
    schema: Schema, others: Sequence[Schema], label: str, pointer: Sequence[str]
) -> Schema:
    """
    Say whose they are of members that differ between models.

    An editor that does not know the model shows the members of all of them.
    """
    properties = dict(schema.get("properties", {}))
    for name, member in properties.items():
        theirs = [it.get("properties", {}).get(name) for it in others]
        if pointer[:1] == (name,):
            inner = [it for it in theirs if it is not None]
            properties[name] = _labelled(member, inner, label, pointer[1:])
        elif "description" in member and any(it != member for it in theirs):
            properties[name] = {**member, "description": f"{label}: {member['description']}"}
    return {**schema, "properties": properties} if properties else schema


def _one_of(models: Sequence[str]) -> Schema:
    return {"const": models[0]} if len(models) == 1 else {"enum": list(models)}


def _definition(model: str, taken: set[str]) -> str:
    """A name among the definitions that needs no escape in a reference."""
    plain = "".join(it if it.isascii() and (it.isalnum() or it in "._-") else "-" for it in model)
    name, number = plain, 2
    while name in taken:
        name, number = f"{plain}-{number}", number + 1
    taken.add(name)
    return name
