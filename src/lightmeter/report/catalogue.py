"""Every rule of every pack, once, with the models that it holds for."""

from collections.abc import Iterator, Mapping, Sequence

import attrs

from lightmeter.language.message import escape
from lightmeter.packs.load import Shelf
from lightmeter.packs.member import Member
from lightmeter.packs.merge import Merged
from lightmeter.packs.model import Rule
from lightmeter.packs.program import MODEL_RULES, Check, Program
from lightmeter.place import Pointer
from lightmeter.report.demands import show_demand

__all__ = ["Entry", "field_path", "is_envelope", "list_entries"]


@attrs.frozen(eq=False)
class Entry:
    """
    One demand of a pack.

    Attributes:
        pack: On the shelf; an overlay's own rules are listed under the pack it amends.
        check: What can be said of a request.
        rule: As the pack declares it after merging, or None for a demand on a single member.
        program: Of the first model.
        merged: The same before it was proven.
        path: Of the rule or of the member in the merged data; () for what no key demands.
        models: It holds for; none where it is about requests whose model no pack knows.
        everywhere: Whether these are all of the pack's models.
    """

    pack: str
    check: Check
    rule: Rule | None
    program: Program
    merged: Merged
    path: Pointer
    models: tuple[str, ...]
    everywhere: bool = True

    @property
    def name(self) -> str:
        """The rule's full name."""
        return f"{self.check.pack}/{self.check.rule}"

    @property
    def text(self) -> str:
        """What is demanded, on one line: the message of a pack's rule, or a few words."""
        return escape(self.rule.message if self.rule is not None else show_demand(self.check))

    @property
    def row(self) -> tuple[str, str, str]:
        """Severity, member and demand, with the models where it is not that of all of them."""
        only = "" if self.everywhere else f" ({', '.join(self.models)})"
        member = escape(self.check.member) or "the body"
        return str(self.check.severity), member, f"{self.text}{escape(only)}"


def list_entries(shelf: Shelf, packs: Sequence[str]) -> Iterator[Entry]:
    """
    List the demands of packs, in the order in which they declare them.

    Raises:
        PackError: If one of them is wrong.
    """
    for pack in packs:
        yield from _entries(shelf, pack)


def is_envelope(shelf: Shelf, pack: str) -> bool:
    """Whether a pack is what requests are held against whose model no pack of it knows."""
    return shelf.envelope_id(pack.partition("/")[0]) == pack


def _entries(shelf: Shelf, pack: str) -> Iterator[Entry]:
    entries: dict[tuple[object, ...], Entry] = {}
    models = shelf.models_in(pack)
    for model in models or ("",) * is_envelope(shelf, pack):
        merged, program = shelf.merged(pack, model), shelf.program(pack, model)
        own = {rule.check for rule in program.rules}
        paths = _member_paths(program)
        for check in program.checks:
            rule = merged.pack.rules[check.rule] if check.index in own else None
            words = rule.message if rule is not None else show_demand(check)
            key = check.pack, check.rule, check.severity, check.member, words
            path = ("rules", check.rule) if rule is not None else paths.get(check.index, ())
            if check.rule in MODEL_RULES:
                path = ("models", model)
            known = entries.get(key)
            if known is None:
                of = (model,) if model else ()
                entries[key] = Entry(pack, check, rule, program, merged, path, of)
            elif model not in known.models:
                entries[key] = attrs.evolve(known, models=(*known.models, model))
    for entry in entries.values():
        yield attrs.evolve(entry, everywhere=len(entry.models) == len(models))


def _member_paths(program: Program) -> Mapping[int, Pointer]:
    """Where the merged data declare the member that a check is about, by the check's index."""
    return {
        index: field_path(program, member, headers=top is program.headers)
        for top in (program.body, program.headers)
        for member in _members(top)
        for index in member.checks.values()
    }


def _members(member: Member) -> Iterator[Member]:
    yield member
    for inner in member.properties.values():
        yield from _members(inner)
    if member.items is not None:
        yield from _members(member.items)


def field_path(program: Program, member: Member, *, headers: bool = False) -> Pointer:
    """The path of a member in the merged data, or () for one that no pack declares."""
    pointer, base = member.pointer, program.input
    if headers:
        top: Pointer = ("request", "headers")
    elif len(pointer) > len(base) and pointer[: len(base)] == base:
        top, pointer = ("fields",), pointer[len(base) :]
        if pointer[:1] not in program.inputs:
            # Where the fields are the body itself, the pack's other members lie among them.
            top = ("request", "body")
    else:
        top = ("request", "body")
    if pointer in ((), ("model",), base):
        return ()
    first, *rest = pointer
    steps = (("items",) if step == "*" else ("properties", step) for step in rest)
    return (*top, first, *(part for inner in steps for part in inner))
