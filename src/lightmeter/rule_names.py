"""The names by which rules are chosen and silenced."""

from collections.abc import Iterable

from lightmeter.diagnostic import Diagnostic
from lightmeter.language.spelling import nearest
from lightmeter.packs.load import Shelf

__all__ = ["ALL", "RuleNames", "matches", "means"]

ALL = "all"
"""The name of every rule at once."""


def matches(names: Iterable[str], diagnostic: Diagnostic) -> bool:
    """Whether one of several names means the rule of a diagnostic."""
    full = diagnostic.name
    return any(means(name, diagnostic.rule, full) for name in names)


def means(name: str, rule: str, full: str) -> bool:
    """
    Whether a name means a rule.

    Args:
        name: An id (`enum`), a full name (`vidgo/gpt-image-2/enum`), a pack or a provider that
            rules belong to (`vidgo/gpt-image-2`, `vidgo`), or `all`.
        rule: Id of the rule.
        full: The same with its pack; the id itself for one of lightmeter's own.
    """
    return name in (rule, full, ALL) or full.startswith(f"{name}/")


class RuleNames:
    """
    Every name that means a rule, for the packs on a shelf.

    The packs are read when a name is asked for that only they can know.
    """

    def __init__(self, shelf: Shelf) -> None:
        """Take the shelf; nothing is read yet."""
        self._shelf = shelf
        self._of_packs: dict[str, frozenset[str]] = {}

    def knows(self, name: str) -> bool:
        """
        Whether a name means a rule, a pack or a provider.

        Raises:
            PackError: If a pack that has to be read is wrong.
        """
        from lightmeter.rule_texts import KEYWORD_TEXTS, OWN_TEXTS  # noqa: PLC0415 - few ask

        if name == ALL or name in OWN_TEXTS or name in KEYWORD_TEXTS:
            return True
        packs = {*self._shelf.ids, *(it.pack.id for it in self._shelf.overlays)}
        if name in packs or name in self._shelf.providers:
            return True
        pack, _, rule = name.rpartition("/")
        if pack in packs and rule in KEYWORD_TEXTS:
            return True
        if pack in self._shelf.ids:
            return name in self._names_in(pack)
        return any(name in self._names_in(it) for it in self._shelf.ids)

    def nearest(self, name: str) -> str:
        """What was probably meant by a name that is not known, or ""."""
        return nearest(name, self.all())

    def all(self) -> frozenset[str]:
        """
        Every name; all packs are read for it.

        Raises:
            PackError: If one of them is wrong.
        """
        from lightmeter.rule_texts import KEYWORD_TEXTS, OWN_TEXTS  # noqa: PLC0415 - as above

        known = {ALL, *OWN_TEXTS, *KEYWORD_TEXTS, *self._shelf.ids, *self._shelf.providers}
        return frozenset(known.union(*map(self._names_in, self._shelf.ids)))

    def _names_in(self, pack: str) -> frozenset[str]:
        """Ids and full names of the rules of a pack, and of the overlays on it."""
        if pack not in self._of_packs:
            checks = [
                check
                for model in self._shelf.models_in(pack)
                for check in self._shelf.program(pack, model).checks
            ]
            envelope = pack.partition("/")[0]
            if self._shelf.envelope_id(envelope) == pack:
                program = self._shelf.envelope(envelope)
                checks += program.checks if program is not None else ()
            ids = {it.rule for it in checks}
            full = {f"{it.pack}/{it.rule}" for it in checks}
            self._of_packs[pack] = frozenset(ids | full | {it.pack for it in checks})
        return self._of_packs[pack]
