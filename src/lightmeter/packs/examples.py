"""The examples of a pack: which of them hold for it, and the request that each stands for."""

import copy
from collections import Counter
from collections.abc import Sequence
from typing import Any

import attrs

from lightmeter.language.spelling import nearest
from lightmeter.packs.file import PackFile
from lightmeter.packs.load import Shelf
from lightmeter.packs.model import Example

__all__ = ["ExampleError", "PlacedExample", "examples_of", "request_of"]


class ExampleError(Exception):
    """The example cannot be tried, or not be compared, as it is written."""


@attrs.frozen(eq=False)
class PlacedExample:
    """
    An example, and where it was written.

    Attributes:
        example: As declared.
        model: It is tried with.
        file: That declares it.
        line: Of its header, from 1, or None.
        problems: Why it cannot be tried as it is, one clear line each.
    """

    example: Example
    model: str
    file: PackFile
    line: int | None
    problems: tuple[str, ...]


def examples_of(shelf: Shelf, pack: str, *, amended: bool = True) -> tuple[PlacedExample, ...]:
    """
    Collect the examples that a pack must keep.

    Those of the packs it extends come first: what they promise of a model is promised here too. One
    that a later file repeats by name is replaced. Where an overlay amends the pack its own examples
    alone count, since it was written to change what the others say.

    Args:
        shelf: On which the pack stands.
        pack: Its id.
        amended: Overlays' examples stand in for the pack's.

    Raises:
        PackError: If the pack, or one it extends, cannot be read.
    """
    models = shelf.models_in(pack)
    files: list[PackFile] = [it for it in shelf.overlays if amended and it.pack.amends == pack]
    if not files:
        own = shelf.file(pack)
        files = [it for it in shelf.chain(pack) if it is own or shelf.models_in(it.pack.id)]
    placed: list[PlacedExample] = []
    for position, file in enumerate(files):
        later = {it.name for other in files[position + 1 :] for it in other.pack.examples}
        of_file = models if file.pack.amends else shelf.models_in(file.pack.id)
        names = Counter(it.name for it in file.pack.examples)
        for number, example in enumerate(file.pack.examples):
            if example.name in later:
                continue
            model = _model(example, of_file)
            problems = _problems(example, file, model, models)
            if names[example.name] > 1:
                problems.append("another example has the same name; a name says what one shows")
            span = file.document.header_span(("examples", number))
            line = span.start.line if span else None
            placed.append(PlacedExample(example, model, file, line, tuple(problems)))
    return tuple(placed)


def request_of(example: Example, model: str, pointer: Sequence[str]) -> dict[str, Any]:
    """
    Make the body of an example's request.

    Args:
        example: With `input` or `body`.
        model: To name in the body where the example gives the input object alone.
        pointer: Where the input object lies in the body.

    Raises:
        ExampleError: If a member cannot be filled, because what holds it is no table.
    """
    if example.body is not None:
        body: dict[str, Any] = copy.deepcopy(dict(example.body))
    else:
        body = {"model": model}
        inner = body
        for step in pointer:
            inner[step] = inner = {}
        inner.update(copy.deepcopy(dict(example.input or {})))
    for name, length in example.fill.items():
        inner = body
        *above, last = (*pointer, *name.split("."))
        for step in above:
            inner = inner.setdefault(step, {})
            if not isinstance(inner, dict):
                raise ExampleError(f"fill: {name} has no place, {step} is no table")
        inner[last] = "x" * length
    return body


def _model(example: Example, models: Sequence[str]) -> str:
    if example.model:
        return example.model
    named = example.body.get("model") if example.body is not None else None
    return named if isinstance(named, str) and named in models else next(iter(models), "")


def _problems(example: Example, file: PackFile, model: str, models: Sequence[str]) -> list[str]:
    problems = []
    if (example.input is None) == (example.body is None):
        problems.append("an example gives either input or body")
    if not models:
        problems.append("the pack has no model that the example could be tried with")
    elif model not in models:
        close = nearest(model, models)
        hint = f"; did you mean {close}?" if close else ""
        problems.append(f"model {model} is not one of the pack's: {', '.join(models)}{hint}")
    document = example.source.partition("#")[0]
    if document and document not in file.pack.sources:
        problems.append(f"source {document} is not among [sources]")
    return problems
