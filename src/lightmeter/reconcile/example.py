"""A request like one that was charged, which shows that a case of a rate is taken."""

from collections.abc import Iterator, Mapping
from typing import Any

from lightmeter.judge.interpret import interpret_judge
from lightmeter.judge.verdict import Judge, Verdict
from lightmeter.language.typed import Node, paths
from lightmeter.packs.program import Program
from lightmeter.result import Report

__all__ = ["shortest_like"]

_FILLER = "x"
_LONGEST = 40


def shortest_like(report: Report) -> Mapping[str, Any] | None:
    """
    Cut a request down to what its price depends on.

    What a user has written, such as a prompt, is left out, or an x stands in its place.

    Returns:
        A body that is accepted, of which nothing is to be said, with the same levers; None where
        that cannot be had.
    """
    program, normalized = report.program, report.normalized
    if program is None or normalized is None or len(program.input) > 1:
        return None
    read = {path[0] for tree in _trees(program) for path in paths(tree)}
    body: dict[str, Any] = dict(normalized)
    judge = interpret_judge(program)
    levers = judge(body, None).levers
    for name in list(body):
        if name not in (*program.input, "model", *read):
            body = _without(body, name, judge)
    if program.input:
        (member,) = program.input
        inner = dict(body[member])
        for name in list(inner):
            if name not in read:
                inner = _without(inner, name, lambda it, _: judge({**body, member: it}, None))
        body[member] = inner
        told = {name: value for name, value in inner.items() if name not in read}
    else:
        told = {name: value for name, value in body.items() if name not in (*read, "model")}
    if any(value != _FILLER for value in told.values()) or not all(map(_is_word, _strings(body))):
        return None
    verdict = judge(body, None)
    return body if _is_plain(verdict) and verdict.levers == levers else None


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for it in value.values() for text in _strings(it))
    elif isinstance(value, list):
        yield from (text for it in value for text in _strings(it))


def _is_word(text: str) -> bool:
    """Whether a text is one of a choice, and nobody's address or prose."""
    return len(text) <= _LONGEST and "//" not in text and not any(map(str.isspace, text))


def _without(members: dict[str, Any], name: str, judge: Judge) -> dict[str, Any]:
    """Members without one of them, or with a filler in its place."""
    shorter = {key: value for key, value in members.items() if key != name}
    if _is_plain(judge(shorter, None)):
        return shorter
    return {**members, name: _FILLER} if isinstance(members[name], str) else members


def _is_plain(verdict: Verdict) -> bool:
    return not (verdict.rejected or verdict.findings)


def _trees(program: Program) -> Iterator[Node]:
    """What a price is made of."""
    yield from (tree for _, tree in program.levers)
    for line in program.lines:
        for it in (*line.quantity, *line.rate):
            yield from (tree for tree in (it.when, it.minimum, it.maximum) if tree is not None)
