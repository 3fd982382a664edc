"""Every rule of every pack, once, with the models that it holds for."""

from collections.abc import Iterator, Sequence

import attrs

from lightmeter.language.message import escape
from lightmeter.packs.load import Shelf
from lightmeter.packs.merge import merge_model
from lightmeter.packs.model import Rule
from lightmeter.packs.program import Check, Program
from lightmeter.report.demands import show_demand

__all__ = ["Entry", "list_entries"]


@attrs.frozen(eq=False)
class Entry:
    """
    One demand of a pack.

    Attributes:
        pack: On the shelf; an overlay's own rules are listed under the pack it amends.
        check: What can be said of a request.
        rule: As the pack declares it after merging, or None for a demand on a single member.
        program: Of the first model.
        models: It holds for.
        everywhere: Whether these are all of the pack's models.
    """

    pack: str
    check: Check
    rule: Rule | None
    program: Program
    models: tuple[str, ...]
    everywhere: bool = True

    @property
    def name(self) -> str:
        """The rule's full name."""
        return f"{self.check.pack}/{self.check.rule}"

    @property
    def text(self) -> str:
        """What is demanded, on one line: the message of a pack's rule, or a few words."""
        return escape(self.rule.message) if self.rule is not None else show_demand(self.check)

    @property
    def row(self) -> tuple[str, str, str]:
        """Severity, member and demand, with the models where it is not that of all of them."""
        only = "" if self.everywhere else f" ({', '.join(self.models)})"
        return str(self.check.severity), self.check.member or "the body", f"{self.text}{only}"


def list_entries(shelf: Shelf, packs: Sequence[str]) -> Iterator[Entry]:
    """
    List the demands of packs, in the order in which they declare them.

    Raises:
        PackError: If one of them is wrong.
    """
    for pack in packs:
        yield from _entries(shelf, pack)


def _entries(shelf: Shelf, pack: str) -> Iterator[Entry]:
    entries: dict[tuple[object, ...], Entry] = {}
    for model in shelf.models_in(pack):
        program = shelf.program(pack, model)
        overlays = [file for file in shelf.overlays if file.pack.amends == pack]
        declared = merge_model(shelf.chain(pack), overlays, model).pack.rules
        own = {rule.check for rule in program.rules}
        for check in program.checks:
            rule = declared.get(check.rule) if check.index in own else None
            words = rule.message if rule is not None else show_demand(check)
            key = check.pack, check.rule, check.severity, check.member, words
            known = entries.get(key)
            if known is None:
                entries[key] = Entry(pack, check, rule, program, (model,))
            elif model not in known.models:
                entries[key] = attrs.evolve(known, models=(*known.models, model))
    count = len(shelf.models_in(pack))
    for entry in entries.values():
        yield attrs.evolve(entry, everywhere=len(entry.models) == count)
