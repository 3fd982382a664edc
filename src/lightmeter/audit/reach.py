"""Rules that never fire or always do, and cases that are never taken."""

from collections.abc import Iterator

from lightmeter.audit.domain import never
from lightmeter.audit.flaw import Flaw
from lightmeter.audit.subject import Model, Subject
from lightmeter.diagnostic import Severity
from lightmeter.language.typed import And, Conditional, Node, Not, walk
from lightmeter.packs.branch import Branch
from lightmeter.packs.hints import trees_of
from lightmeter.packs.proven import ProvenRule
from lightmeter.verify.coverage import Case, Observer

__all__ = ["unreached"]

# Requests that go by before it is looked at whether anything is left to be found.
_STEP = 200
# Requests of one model that are followed through every rule and case, fewer where there is much
# to follow: a part of an expression takes a microsecond.
_MOST_SHOWN, _MOST_PARTS = 2_000, 300_000


def unreached(subject: Subject) -> Iterator[Flaw]:
    """Find the rules and cases that no request brings about."""
    observer = Observer(everything=True)
    for model in subject.models:
        observer.add(model.program)
    tried = _show(subject, observer)
    coverage = observer.coverage()
    for name in coverage.silent:
        yield from _silent(subject, name, tried)
    for name in coverage.constant:
        yield from _constant(subject, name, tried)
    for case in coverage.cases:
        yield from _case(subject, case, tried)


def _show(subject: Subject, observer: Observer) -> int:
    """Let requests go by until everything was reached or there are no more; their number."""
    tried = 0
    for model in subject.models:
        # Every example, and of very many other requests an even share.
        others = model.requests[len(model.examples) :]
        for body in (*model.examples, *others[:: -(-len(others) // _most_shown(model)) or 1]):
            observer.see(model.program, body, model.judge(body, None))
            tried += 1
            if tried % _STEP == 0:
                coverage = observer.coverage()
                if not (coverage.silent or coverage.constant or coverage.cases):
                    return tried
    return tried


def _most_shown(model: Model) -> int:
    parts = sum(1 for trees in trees_of(model.program) for tree in trees for _ in walk(tree))
    return max(50, min(_MOST_SHOWN, _MOST_PARTS // max(parts, 1)))


# Rules --------------------------------------------------------------------------------------------


def _silent(subject: Subject, name: str, tried: int) -> Iterator[Flaw]:
    rules = list(_rules(subject, name))
    model = rules[0][0]
    if all(never(it.program, _fires(rule)) for it, rule in rules):
        part, why = _dead_part(rules)
        yield subject.flaw(
            "dead-rule",
            Severity.ERROR,
            f"{name} can never fire: {why}; mend the condition, or take the rule out",
            ("rules", name, part),
            model=model,
        )
    else:
        yield subject.flaw(
            "rule-not-reached",
            Severity.WARNING,
            f"{name} fired for none of {tried:,} requests that were tried; add an example in which"
            " it fires, or take it out",
            ("rules", name),
            model=model,
        )


def _dead_part(rules: list[tuple[Model, ProvenRule]]) -> tuple[str, str]:
    if all(rule.when is not None and never(it.program, rule.when) for it, rule in rules):
        return "when", "its when holds in no request that the fields accept"
    return "require", "its require holds wherever its when does"


def _constant(subject: Subject, name: str, tried: int) -> Iterator[Flaw]:
    rules = list(_rules(subject, name))
    at, model = ("rules", name), rules[0][0]
    if all(never(it.program, Not(_fires(rule))) for it, rule in rules):
        message = f"{name} fires for every request that the fields accept; mend its condition"
        yield subject.flaw("rule-always-fires", Severity.ERROR, message, at, model=model)
    else:
        message = (
            f"{name} fired for each of {tried:,} requests that were tried; add an example in which"
            " it stays silent, or mend its condition"
        )
        yield subject.flaw("rule-always-fired", Severity.WARNING, message, at, model=model)


def _rules(subject: Subject, name: str) -> Iterator[tuple[Model, ProvenRule]]:
    for model in subject.models:
        for rule in model.program.rules:
            if model.program.checks[rule.check].rule == name:
                yield model, rule


def _fires(rule: ProvenRule) -> Node:
    parts = [rule.when] if rule.when is not None else []
    parts += [Not(rule.require)] if rule.require is not None else []
    return parts[0] if len(parts) == 1 else And(tuple(parts))


# Cases --------------------------------------------------------------------------------------------


def _case(subject: Subject, case: Case, tried: int) -> Iterator[Flaw]:
    conditions = [
        (model, condition) for model in subject.models for condition in _conditions(model, case)
    ]
    model = conditions[0][0]
    path = model.case_path(case)
    if all(never(it.program, condition) for it, condition in conditions):
        yield subject.flaw(
            "dead-case",
            Severity.ERROR,
            f"{case} is never taken: its condition holds in no request that the fields accept and"
            " that the cases above leave; mend the condition, or take the case out",
            path,
            model=model,
        )
    else:
        yield subject.flaw(
            "case-not-reached",
            Severity.WARNING,
            f"{case} was taken for none of {tried:,} requests that were tried; add an example that"
            " takes it, or take it out",
            path,
            model=model,
        )


def _conditions(model: Model, case: Case) -> Iterator[Node]:
    """Under which the case is taken, wherever its value is read; a model may have fewer cases."""
    if case.of[0] == "let":
        for trees in trees_of(model.program):
            for node in (it for tree in trees for it in walk(tree)):
                if isinstance(node, Conditional) and node.name == case.of[1]:
                    whens: list[Node | None] = [when for when, _ in node.cases]
                    whens += [None] if node.otherwise is not None else []
                    if case.number < len(whens):
                        yield _taken(whens, case)
        return
    _, item, part = case.of
    for line in model.program.lines:
        if line.item == item:
            branches: tuple[Branch, ...] = line.quantity if part == "quantity" else line.rate
            if case.number < len(branches):
                yield _taken([it.when for it in branches], case)


def _taken(whens: list[Node | None], case: Case) -> Node:
    before: list[Node] = [Not(it) for it in whens[: case.number] if it is not None]
    own = whens[case.number]
    parts = before if own is None else [*before, own]
    return parts[0] if len(parts) == 1 else And(tuple(parts))
