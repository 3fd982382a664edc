"""
A rule described: what, why, when it fires, remedy, examples, source, and who changed it.

The pages of `explain` and those of the packs are written from this.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from lightmeter.diagnostic import Citation
from lightmeter.language.message import escape
from lightmeter.language.placeholders import is_placeholder
from lightmeter.packs.load import Shelf
from lightmeter.packs.merge import Merged
from lightmeter.packs.model import FixPlan, Rule
from lightmeter.packs.origins import Key, list_overrides
from lightmeter.packs.program import MODEL_RULES
from lightmeter.packs.retirement import TELLING
from lightmeter.report.catalogue import Entry
from lightmeter.report.examples import Sample, find_examples
from lightmeter.report.json_text import write_json
from lightmeter.rule_texts import RuleText

__all__ = [
    "Demand",
    "Description",
    "describe_general",
    "describe_off",
    "describe_rule",
    "remedy_of",
    "show_condition",
    "show_fix",
]

# The keys of a field that make each rule, where the rule is not named as its key.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "multiple-of": ("multipleOf",),
    "min-length": ("minLength",),
    "max-length": ("maxLength",),
    "min-items": ("minItems",),
    "max-items": ("maxItems",),
    "enum": ("enum", "template"),
    "data-uri": ("media",),
    "not-a-url": ("media",),
    "file-type": ("media",),
    "spelling": ("template", "tolerates"),
    "decimal-integer": ("type",),
    "unknown-field": ("additionalProperties", "properties"),
    "authorization-scheme": ("scheme",),
    "idempotency-key-from-clock": ("idempotency",),
    **dict.fromkeys(MODEL_RULES, TELLING),
}


@attrs.frozen(eq=False)
class Demand:
    """
    One place where a rule of single members is demanded.

    Attributes:
        pack: That demands it.
        severity: Of its diagnostics.
        member: It speaks of.
        text: What is demanded, in a few words.
        models: It holds for.
        everywhere: Whether these are all of the pack's models.
        citation: Where it stands.
        basis: How it is known.
        overrides: Keys that a later layer has changed or added.
    """

    pack: str
    severity: str
    member: str
    text: str
    models: tuple[str, ...]
    everywhere: bool
    citation: Citation | None
    basis: str
    overrides: tuple[Key, ...]


@attrs.frozen(eq=False)
class Description:
    """
    Everything there is to say of a rule; what does not apply is empty.

    Attributes:
        name: Full name, or the id alone where no pack is meant.
        severity: "error", "warning", "info", "off", or "" where it depends on the pack.
        what: It demands, or says.
        why: That matters.
        when: Condition under which it is asked.
        require: Condition that keeps it from firing.
        remedy: What to do.
        fix: What `fix` would change.
        fix_when: Condition under which that is offered.
        member: It speaks of.
        models: It holds for.
        bad: A request that breaks it.
        good: One that keeps it.
        citation: Where it stands.
        basis: How it is known.
        overrides: Keys that a later layer has changed or added.
        demands: Where a rule of single members is demanded.
    """

    name: str
    severity: str
    what: str
    why: str = ""
    when: str | None = None
    require: str | None = None
    remedy: str = ""
    fix: str = ""
    fix_when: str = ""
    member: str = ""
    models: tuple[str, ...] = ()
    bad: Sample | None = None
    good: Sample | None = None
    citation: Citation | None = None
    basis: str = ""
    overrides: tuple[Key, ...] = ()
    demands: tuple[Demand, ...] = ()

    @property
    def id(self) -> str:
        """The rule's id within its pack."""
        return self.name.rpartition("/")[2]


def describe_rule(shelf: Shelf, entry: Entry) -> Description:
    """Describe a rule that a pack declares."""
    assert entry.rule is not None
    check = entry.check
    bad, good = find_examples(shelf, entry.pack, check.rule)
    described = _declared(
        entry.name, str(check.severity), entry.rule, entry.merged, check.rule, entry.models
    )
    return attrs.evolve(described, bad=bad, good=good)


def describe_off(shelf: Shelf, pack: str, rule: str) -> Iterator[Description]:
    """Describe a rule that is switched off in all models of a pack, if it is one."""
    for model in shelf.models_in(pack)[:1]:
        merged = shelf.merged(pack, model)
        declared = merged.pack.rules.get(rule)
        if declared is not None and declared.severity is None:
            name = f"{pack}/{rule}"
            yield _declared(name, "off", declared, merged, rule, shelf.models_in(pack))


def _declared(
    name: str, severity: str, rule: Rule, merged: Merged, id_: str, models: Sequence[str]
) -> Description:
    return Description(
        name=name,
        severity=severity,
        what=escape(rule.message),
        why=escape(rule.why),
        when=rule.when,
        require=rule.require,
        remedy=remedy_of(escape(rule.message)),
        fix=show_fix(rule.fix) if rule.fix is not None else "",
        fix_when=(rule.fix.when or "") if rule.fix is not None else "",
        member=rule.at or "the whole input",
        models=tuple(models),
        citation=merged.citation(rule.source),
        basis=rule.basis,
        overrides=tuple(list_overrides(merged, ("rules", id_))),
    )


def describe_general(
    name: str, text: RuleText, entries: Sequence[Entry] = (), shelf: Shelf | None = None
) -> Description:
    """
    Describe a rule of single members, or one of lightmeter's own.

    Args:
        name: To show: the id, or a full name.
        text: What it means wherever it is demanded.
        entries: Where it is.
        shelf: To take examples from, where one pack is meant; None for the general ones.
    """
    bad = Sample(text=text.bad) if text.bad else None
    good = Sample(text=text.good) if text.good else None
    if shelf is not None and entries:
        of_pack = find_examples(shelf, entries[0].pack, entries[0].check.rule)
        bad, good = of_pack if of_pack[0] is not None else (bad, good)
    return Description(
        name=name,
        severity=text.severity,
        what=text.what,
        why=text.why,
        remedy=text.remedy,
        bad=bad,
        good=good,
        demands=tuple(map(_demand, entries)),
    )


def _demand(entry: Entry) -> Demand:
    check = entry.check
    keys = _KEYS.get(check.rule, (check.rule,))
    overrides = list_overrides(entry.merged, entry.path) if entry.path else ()
    depth = len(entry.path)
    return Demand(
        pack=check.pack,
        severity=str(check.severity),
        member=check.member or "the body",
        text=entry.text,
        models=entry.models,
        everywhere=entry.everywhere,
        citation=check.citation,
        basis=check.basis,
        overrides=tuple(it for it in overrides if it.path[depth] in keys),
    )


def remedy_of(message: str) -> str:
    """
    What a rule's message tells to do.

    A message says what is there, what is accepted and what to do, in that order, its clauses set
    apart by semicolons and colons: the last one is the remedy. One clause alone tells none: "".
    """
    depth, start = 0, 0
    for position, letter in enumerate(message):
        depth += (letter == "{") - (letter == "}")
        if depth == 0 and letter in ";:" and message[position + 1 : position + 2] == " ":
            start = position + 2
    return message[start:] if start else ""


def show_condition(when: str | None, require: str | None) -> str:
    """The firing law in the pack's words, or "" where nothing is asked."""
    if when is None:
        return f"unless {require}" if require is not None else ""
    return f"when {when}" if require is None else f"when {when}, unless {require}"


def show_fix(plan: FixPlan) -> str:
    """What a fix changes, and whether a person should look."""
    steps = [f"set {name} to {_show_value(value)}" for name, value in plan.set.items()]
    steps += [f"remove {name}" for name in plan.remove]
    kind = "safe" if plan.safe else "unsafe: look at it before you take it over"
    return f"{', '.join(steps)} ({kind})"


def _show_value(value: Any) -> str:
    """A value in JSON's spelling; a lone placeholder without quotes, since it keeps its type."""
    lone = isinstance(value, str) and is_placeholder(value)
    return str(value) if lone else write_json(value)
