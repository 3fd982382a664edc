"""What a schema is made from: a proven model, and what its pack says of it in words."""

from collections.abc import Mapping

import attrs

from lightmeter.packs.examples import ExampleError, examples_of, request_of
from lightmeter.packs.load import Shelf
from lightmeter.packs.merge import merge_model
from lightmeter.packs.model import Rule
from lightmeter.packs.program import Program

__all__ = ["Subject", "find_subject"]


@attrs.frozen(eq=False)
class Subject:
    """
    A model to be described.

    Attributes:
        program: Proven.
        rules: As the pack declares them after merging; those that are switched off are left out.
        request: The body of a request of which nothing is said, or None where the pack has none.
    """

    program: Program
    rules: Mapping[str, Rule] = attrs.field(factory=dict)
    request: Mapping[str, object] | None = None


def find_subject(shelf: Shelf, pack: str, model: str) -> Subject:
    """
    Collect what is known of a model.

    Raises:
        PackError: If the pack, or one it extends, is wrong.
    """
    program = shelf.program(pack, model)
    overlays = [file for file in shelf.overlays if file.pack.amends == pack]
    declared = merge_model(shelf.chain(pack), overlays, model).pack.rules
    return Subject(
        program=program,
        rules={name: rule for name, rule in declared.items() if rule.severity is not None},
        request=_request(shelf, program),
    )


def _request(shelf: Shelf, program: Program) -> Mapping[str, object] | None:
    """The first example that is free of diagnostics, and of texts made to be long."""
    for placed in examples_of(shelf, program.pack):
        example = placed.example
        if placed.model != program.model or placed.problems or example.expect or example.fill:
            continue
        try:
            return request_of(example, placed.model, program.input)
        except ExampleError:
            continue
    return None
