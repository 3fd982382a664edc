"""`lightmeter packs schema`: a pack as JSON Schema, for editors."""

from collections.abc import Sequence
from typing import Any

import click

from lightmeter.cli.completing import complete_models, complete_packs
from lightmeter.cli.ending import write
from lightmeter.cli.options import place_options, word_option
from lightmeter.cli.shelves import make_shelf, name_overlays
from lightmeter.errors import UsageError
from lightmeter.language.spelling import nearest
from lightmeter.packs.export.member import Schema
from lightmeter.packs.export.schema import input_schema, payload_schema, request_file_schema
from lightmeter.packs.export.subject import Subject, find_subject
from lightmeter.packs.load import Shelf
from lightmeter.report.json_text import write_json

__all__ = ["packs_schema"]

_COLUMNS = 100


@click.command("schema")
@click.argument("pack", metavar="ID", shell_complete=complete_packs)
@click.option(
    "--model",
    metavar="NAME",
    shell_complete=complete_models,
    help="One model of the pack; every other is refused.",
)
@word_option(
    "--for",
    "kind",
    words=("payload", "request-file"),
    default="payload",
    text="What is described: the body exactly as it is sent, or a file that lightmeter reads, with"
    " provider, id and headers beside it, several requests and defaults.",
)
@click.option(
    "--input", "input_only", is_flag=True, help="The input object alone, as a provider prints it."
)
@place_options
def packs_schema(
    pack: str,
    model: str | None,
    kind: str,
    *,
    input_only: bool,
    **chosen: Any,
) -> None:
    """
    Print a pack as JSON Schema 2020-12.

    ID is that of a pack, as in the output of lightmeter models. What the schema rejects lightmeter
    rejects too; what lightmeter rejects of a single member the schema rejects. Rules about several
    members are in it for readers alone.
    """
    if input_only and kind != "payload":
        raise UsageError("--input prints the input object alone, which is in both; leave --for out")
    shelf = make_shelf(None, **chosen)
    subjects = [find_subject(shelf, pack, it) for it in _models(shelf, pack, model)]
    if input_only:
        schema = _input(subjects)
    elif kind == "payload":
        schema = payload_schema(subjects, only=model is not None)
    else:
        schema = request_file_schema(subjects, only=model is not None)
    write(write_json(schema, indent=2, width=_COLUMNS) + "\n")
    name_overlays(file.pack.id for file in shelf.overlays_on(pack))


def _models(shelf: Shelf, pack: str, model: str | None) -> Sequence[str]:
    """The models that are meant."""
    if pack not in shelf.ids:
        # A model's own name is easily given for that of its pack.
        close = next(iter(shelf.packs_of(pack)), "") or nearest(pack, shelf.ids)
        hint = f"; did you mean {close}?" if close else ""
        raise UsageError(f"there is no pack {pack}{hint}")
    models = shelf.models_in(pack)
    if not models:
        raise UsageError(f"{pack} has no models; it is there to be extended or to amend another")
    if model is None:
        return models
    if model not in models:
        close = nearest(model, models)
        hint = f"; did you mean {close}?" if close else ""
        raise UsageError(f"{pack} has no model {model}; it has {', '.join(models)}{hint}")
    return [model]


def _input(subjects: Sequence[Subject]) -> Schema:
    program = subjects[0].program
    if not program.input:
        raise UsageError(f"{program.pack} has no input object: its members stand beside the model")
    first, *others = (input_schema(subject) for subject in subjects)
    for other in others:
        if {**other, "$id": "", "description": ""} != {**first, "$id": "", "description": ""}:
            models = ", ".join(subject.program.model for subject in subjects)
            raise UsageError(f"the inputs of {models} differ; say which with --model")
    return first
