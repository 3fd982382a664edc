"""
A pack as JSON Schema 2020-12, for editors and for whoever validates without lightmeter.

Exported is what can be said of each member by itself: types, bounds, lengths, accepted values,
templates and URLs as patterns, what is required, what is refused, closed objects. What the schema
rejects lightmeter rejects (but for other models, which the schema of a single one refuses). The
other way round: an error of lightmeter about a single member is an error of the schema, with these
exceptions, which JSON Schema has no words for:

- texts that hold half a surrogate pair, NaN and infinities, numbers of more than 100 digits, and
  how a number is spelled: an `id` of 5.0 is refused by lightmeter alone, and so is a whole number
  beyond ±(2^53 - 1) where any number goes, unless it is written with a point or an exponent;
- which pack a request belongs to: models and providers that are misspelt, unknown, or known to
  several, and what the provider wants of a request for a model that is not in this schema; in a
  batch that names another provider for all, requests that name this one themselves;
- of headers, anything but that those of a request are texts: some are added when it is sent, and a
  schema can neither merge headers whose names differ in case nor tell a key made from the clock;
- dates, which only TOML has: to lightmeter they are no texts, to the validators of TOML editors
  they are.

Not exported, but carried along for readers (`x-lightmeter-rules` and the descriptions), are the
rules that look at several members. Warnings and notes never become a demand.

The keywords are those that older drafts share, and nothing stands beside a `$ref`, where older
drafts would not see it: the engines of editors are old. Such an editor may not look into `if` and
`then`; what it completes and explains it finds in an `anyOf` whose first alternative, `{}`, makes
it true of anything.
"""

from collections.abc import Sequence
from urllib.parse import quote

from lightmeter.packs.export.member import Schema
from lightmeter.packs.export.models import any_model, group_models, write_object, write_rules
from lightmeter.packs.export.request_file import group_requests, shown, write_request_file
from lightmeter.packs.export.subject import Subject

__all__ = ["input_schema", "payload_schema", "request_file_schema"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def input_schema(subject: Subject) -> Schema:
    """
    Write the schema of the input object alone, as a provider would print it.

    Args:
        subject: A model whose input object is a member of the body.
    """
    member = subject.program.body
    for step in subject.program.input:
        member = member.properties[step]
    return {
        **_head([subject], "input", "The input object", only=True),
        **write_object(subject, member),
        **write_rules(subject),
    }


def payload_schema(subjects: Sequence[Subject], *, only: bool) -> Schema:
    """
    Write the schema of a body exactly as it is sent.

    Args:
        subjects: Models of one pack.
        only: There is a single model, and every other is refused. Else a request for a model that
            is not among them passes, as lightmeter only warns of it.
    """
    groups = group_models(subjects, {})
    head = _head(subjects, "payload", "The body", only=only)
    if only:
        return {**head, **_untitled(groups[0].schema)}
    references = [{"$ref": group.reference} for group in groups]
    return {
        **head,
        "type": "object",
        "properties": {"model": any_model()},
        "required": ["model"],
        "allOf": [
            {"if": group.of(named=True, provider=False), "then": reference}
            for group, reference in zip(groups, references, strict=True)
        ],
        **shown(references),
        "$defs": {group.name: group.schema for group in groups},
    }


def request_file_schema(subjects: Sequence[Subject], *, only: bool) -> Schema:
    """
    Write the schema of a file that lightmeter reads: a request, an array of requests, a batch.

    Args:
        subjects: Models of one pack.
        only: As for `payload_schema`.
    """
    head = _head(subjects, "request-file", "A file", only=only)
    return {**head, **write_request_file(group_requests(subjects), only=only)}


def _head(subjects: Sequence[Subject], kind: str, what: str, *, only: bool) -> Schema:
    program = subjects[0].program
    name = [program.pack, kind, *([program.model] if only else [])]
    *models, last = (subject.program.model for subject in subjects)
    listed = f"{', '.join(models)} and {last}" if models else last
    edition = f", edition {program.edition}" if program.edition else ""
    amended = f", amended by {' and '.join(program.overlays)}" if program.overlays else ""
    return {
        "$schema": _DIALECT,
        "$id": f"urn:lightmeter:{':'.join(quote(it, safe='/') for it in name)}",
        "title": program.title or program.pack,
        "description": (
            f"{what} of requests for {listed}, after the pack {program.pack}{edition}{amended}."
            " How members depend on one another is checked by lightmeter alone."
        ),
    }


def _untitled(schema: Schema) -> Schema:
    return {key: value for key, value in schema.items() if key != "title"}
