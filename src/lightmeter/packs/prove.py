"""The proof: a merged pack becomes a program whose every expression is known to have a value."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from lightmeter.dates import parse_date
from lightmeter.diagnostic import Severity
from lightmeter.language.facts import Facts, facts_if_false, facts_if_true
from lightmeter.language.scope import FieldDeclaration, TableDeclaration
from lightmeter.language.spelling import nearest
from lightmeter.language.typed import Conditional, paths
from lightmeter.language.typed import Node as Tree
from lightmeter.packs.charges import prove_line
from lightmeter.packs.keywords import refusal
from lightmeter.packs.lets import declare_lets, let_assumptions
from lightmeter.packs.members import build_members
from lightmeter.packs.merge import Merged
from lightmeter.packs.model import Rule
from lightmeter.packs.program import FIELD_RULES, MODEL_RULES, Program
from lightmeter.packs.proof import NO_FACTS, At, Proof
from lightmeter.packs.proven import ProvenFix, ProvenRetirement, ProvenRule
from lightmeter.packs.retirement import retirement_of
from lightmeter.place import parse_pointer

__all__ = ["prove"]

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*").fullmatch


def prove(merged: Merged) -> Program:
    """
    Prove one model of a pack.

    Args:
        merged: With everything it is made of.

    Returns:
        The program; what it holds cannot fail on any request.

    Raises:
        PackError: At the first thing that cannot be proven.
    """
    input_pointer = _input_pointer(merged)
    members, body, headers = build_members(merged, input_pointer)
    proof = Proof(merged, members, input_pointer)
    declare_lets(proof)
    conditional = tuple(let_assumptions(proof))
    rules = [
        _rule(proof, name, rule)
        for name, rule in proof.merged.pack.rules.items()
        if rule.severity is not None
    ]
    lines = tuple(
        prove_line(proof, number, billing)
        for number, billing in enumerate(proof.merged.pack.billing)
    )
    retirement = _retirement(proof)
    checks = proof.members.checks
    # Errors are judged first; sorting is stable, so the pack's order stays otherwise.
    rules.sort(key=lambda rule: checks[rule.check].severity is not Severity.ERROR)
    return Program(
        pack=proof.merged.pack.id,
        title=proof.merged.pack.title,
        edition=proof.merged.pack.edition,
        provider=proof.merged.pack.id.partition("/")[0],
        model=proof.merged.model,
        body=body,
        headers=headers,
        input=proof.input,
        checks=tuple(checks),
        rules=tuple(rules),
        levers=tuple((name, _lever(proof, name)) for name in proof.merged.pack.levers),
        lines=lines,
        assumptions=tuple(proof.assumptions),
        conditional_assumptions=conditional if lines else (),
        inputs=proof.members.inputs,
        fills={
            name: proof.check(field.fill, ("fields", name, "fill"), NO_FACTS, "boolean").node
            for name, field in proof.merged.pack.fields.items()
            if field.fill is not None
        },
        overlays=proof.merged.overlays,
        retirement=retirement,
    )


def _input_pointer(merged: Merged) -> tuple[str, ...]:
    """Where the fields lie: the body itself, or one of its members."""
    shape = merged.pack.request
    try:
        pointer = parse_pointer(shape.input)
    except ValueError:
        pointer = ("", "")
    if len(pointer) > 1 or (pointer and (pointer[0] == "model" or pointer[0] in shape.body)):
        raise merged.error(
            'input is "" or "/" and the name of a member of the body that has no field of its own',
            ("request", "input"),
            suggestion=f"/{shape.input}" if _is_member(shape.input) else "",
        )
    return pointer


def _is_member(name: str) -> bool:
    """Whether a pointer was written without its slash."""
    return bool(name) and name != "model" and "/" not in name


def _lever(proof: Proof, name: str) -> Tree:
    declaration = proof.scope.get((name,))
    at: At = ("levers",)
    if declaration is None or isinstance(declaration, TableDeclaration):
        raise proof.merged.error(
            f"{name} is neither a field nor a named value",
            at,
            suggestion=nearest(name, [".".join(path) for path in proof.scope]),
        )
    if isinstance(declaration, FieldDeclaration) and not declaration.certain:
        known = frozenset({(name,)})
        value = proof.check(name, at, known)
        has = proof.check(f"has({name})", at)
        return Conditional(((has.node, value.node),), None, value.type)
    return proof.check(name, at).node


def _rule(proof: Proof, name: str, rule: Rule) -> ProvenRule:
    at: At = ("rules", name)
    if not _NAME(name):
        raise proof.merged.error("a rule's id is kebab-case: a-b-c", at, key=True)
    if name in FIELD_RULES:
        raise proof.merged.error(f"{name} is what a keyword of a field is called", at, key=True)
    if name in MODEL_RULES:
        reason = f"{name} is what the end of a model is called; write retires in [models.NAME]"
        raise proof.merged.error(reason, at, key=True)
    if rule.when is None and rule.require is None:
        raise proof.merged.error("the rule has neither when nor require", at, key=True)
    if not rule.message:
        raise proof.merged.error("the rule has no message", at, key=True)
    facts = NO_FACTS
    when = require = None
    if rule.when is not None:
        when = proof.check(rule.when, (*at, "when"), facts, "boolean")
        facts |= facts_if_true(when)
    if rule.require is not None:
        require = proof.check(rule.require, (*at, "require"), facts, "boolean")
        facts |= facts_if_false(require)
    values: list[Tree] = []
    message = proof.message(rule.message, (*at, "message"), facts, values)
    fix = _fix(proof, rule, at, facts, values)
    trees = [typed.node for typed in (when, require) if typed is not None] + values
    reads = 0
    for tree in trees:
        for path in paths(tree):
            reads |= proof.members.bits[path[0]]
    pointer = proof.member_pointer(rule.at, (*at, "at"))
    member = rule.at.partition(".")[0]
    origin = proof.merged.origin(at).file.pack
    severity = rule.severity
    assert severity is not None
    check_index = proof.members.add_check(
        name,
        severity,
        rule.at.rpartition(".")[2],
        (message, fix),
        basis=rule.basis,
        source=rule.source,
        pack=origin.id if origin.amends else "",
        why=rule.why,
    )
    return ProvenRule(
        check=check_index,
        when=when.node if when else None,
        require=require.node if require else None,
        reads=reads,
        at=pointer,
        bit=proof.members.bits.get(member, 1),
        message=message,
        fix=fix,
        values=tuple(values),
    )


def _fix(proof: Proof, rule: Rule, at: At, facts: Facts, values: list[Tree]) -> ProvenFix | None:
    if rule.fix is None:
        return None
    steps: list[tuple[tuple[str, ...], Any]] = []
    for name, value in rule.fix.set.items():
        here = (*at, "fix", "set", name)
        if not name:
            raise proof.merged.error("a fix changes a member; name it", here, key=True)
        pointer = _target(proof, name, here)
        is_template = isinstance(value, str) and ("{" in value or "}" in value)
        filled = proof.message(value, here, facts, values) if is_template else value
        if not is_template:
            _refuse_placeholders(proof, value, here)
            _check_value(proof, name, value, here)
        steps.append((pointer, filled))
    if "" in rule.fix.remove:
        raise proof.merged.error("a fix removes a member; name it", (*at, "fix", "remove"))
    remove = tuple(_target(proof, name, (*at, "fix", "remove")) for name in rule.fix.remove)
    if not steps and not remove:
        raise proof.merged.error("the fix changes nothing", (*at, "fix"))
    if rule.fix.when is not None:
        condition = proof.check(rule.fix.when, (*at, "fix", "when"), facts, "boolean")
        values.append(condition.node)
    return ProvenFix(tuple(steps), remove, rule.fix.safe, rule.fix.when is not None)


def _target(proof: Proof, name: str, at: At) -> tuple[str, ...]:
    """The member that a fix changes, which must be one in every form of the request."""
    pointer = proof.member_pointer(name, at)
    owner = proof.members.inputs.get(tuple(name.split("."))[:-1])
    if owner is not None and owner.template is not None and "string" in owner.field.type:
        raise proof.merged.error(
            f"{owner.name} may be a text, in which nothing can be set or removed; set {owner.name}"
            " as a whole",
            at,
        )
    return pointer


def _retirement(proof: Proof) -> ProvenRetirement | None:
    """The end of the model, as two checks: what is inferred may warn, not block."""
    merged, model = proof.merged, proof.merged.model
    declared = retirement_of([merged.pack.models.get(model)] if model else [])
    if declared is None:
        return None
    day, at = parse_date(declared.retires), ("models", model)
    if day is None:
        reason = "there is a successor but no end: write retires = DATE, or leave successor out"
        raise merged.error(reason, (*at, "successor"), key=True)
    if declared.successor == model:
        reason = f"{model} cannot succeed itself; write the id of another model"
        raise merged.error(reason, (*at, "successor"))
    origin = merged.origin((*at, "retires")).file.pack
    grave = Severity.WARNING if declared.basis == "inferred" else Severity.ERROR
    before, after = (
        proof.members.add_check(
            rule,
            severity,
            "model",
            (day, declared.successor),
            basis=declared.basis,
            source=declared.source,
            pack=origin.id if origin.amends else "",
        )
        for rule, severity in (("model-retires", Severity.WARNING), ("model-retired", grave))
    )
    return ProvenRetirement(day, declared.successor, before, after)


def _refuse_placeholders(proof: Proof, value: Any, at: At) -> None:
    """What stands in a table or an array is set as it is written."""
    inner: list[Any] = list(value.values()) if isinstance(value, Mapping) else []
    inner += value if isinstance(value, list) else []
    for it in inner:
        if isinstance(it, str) and ("{" in it or "}" in it):
            raise proof.merged.error(
                "an expression in braces is worked out in a text alone, not in a table or an array;"
                " set plain values, or leave the fix out",
                at,
            )
        _refuse_placeholders(proof, it, at)


def _check_value(proof: Proof, name: str, value: Any, at: At) -> None:
    """See that a fix sets what its member accepts."""
    member = proof.members.inputs.get(tuple(name.split(".")))
    if member is None or not isinstance(value, bool | str | int | Decimal):
        return
    problem = refusal(member.field, member.template, value)
    if member.field.unsupported is not None:
        problem = "the member is unsupported"
    if problem:
        raise proof.merged.error(f"the fix cannot set {name} to {value}: {problem}", at)
