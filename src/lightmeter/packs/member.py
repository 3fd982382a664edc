"""A field at its place in the request, with everything that is checked of it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from lightmeter.data_methods import represent

if TYPE_CHECKING:
    from lightmeter.packs.field import Field
    from lightmeter.packs.template import Template

__all__ = ["Member"]


@attrs.frozen(eq=False)
class Member:
    """
    A field at its place in the request.

    Attributes:
        field: As declared.
        name: Last part of its pointer.
        pointer: From the body's root; "*" stands for any item.
        path: As expressions call it, or () where they cannot.
        bit: What a diagnostic of severity error sets in the mask of rejected members; an object
            that holds the fields sets the bits of them all.
        unknown_bit: What an unknown member of a closed object sets.
        checks: Rule id to index into `Program.checks`.
        items: Of an array.
        properties: Of an object.
        closed: Unknown members of the object are errors.
        template: Parsed, or None.
        part_bounds: Lowest and highest value of each part of the template, or None where open.
    """

    __repr__ = represent

    field: "Field"
    name: str
    pointer: tuple[str, ...]
    path: tuple[str, ...]
    bit: int
    unknown_bit: int
    checks: Mapping[str, int]
    items: "Member | None" = None
    properties: "Mapping[str, Member]" = attrs.field(factory=dict)
    closed: bool = False
    template: "Template | None" = None
    part_bounds: tuple[tuple[int | None, int | None], ...] = ()
