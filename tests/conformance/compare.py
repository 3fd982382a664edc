"""What came of a case is held against what was expected of it."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from tests.conformance.exact_json import dump_json, same
from tests.conformance.suite import Case

__all__ = ["alike", "at", "compare", "label"]

# Members of an expected diagnostic that are words, which a program may choose itself.
_WORDS = ("message", "suggestion")


def compare(case: Case, answer: Mapping[str, Any], *, strict: bool = False) -> Iterator[str]:
    """
    Compare an answer with what its case expects.

    Args:
        case: That was asked.
        answer: Of the program: `result`, `load_error` or `crash`.
        strict: Whether messages are compared.

    Returns:
        What differs, one line each.
    """
    if "crash" in answer:
        yield f"the program crashed: {answer['crash']}"
    elif "load_error" in case.expect:
        if "load_error" not in answer:
            yield "the pack was accepted; it must be refused"
        else:
            yield from _load_error(case.expect["load_error"], answer["load_error"], strict=strict)
    elif "load_error" in answer:
        error = answer["load_error"]
        yield f"the pack was refused at {error.get('pointer')}: {error.get('message')}"
    else:
        yield from _result(case, answer["result"], strict=strict)


def _load_error(
    expected: Mapping[str, Any], came: Mapping[str, Any], *, strict: bool
) -> Iterator[str]:
    for key, value in expected.items():
        if key == "message" and not strict:
            continue
        if not same(came.get(key), value):
            yield (
                f"load error: expected {key} {_shown(value)}, got {_shown(came.get(key))}"
                f" ({came.get('message')})"
            )


def _result(case: Case, came: Mapping[str, Any], *, strict: bool) -> Iterator[str]:
    expect = case.expect
    if "diagnostics" in expect:
        yield from _diagnostics(case, came["diagnostics"], strict=strict)
    if "skipped" in expect and sorted(came["skipped"]) != sorted(expect["skipped"]):
        wanted, got = sorted(expect["skipped"]), sorted(came["skipped"])
        yield f"skipped: expected {_listed(wanted)}, got {_listed(got)}"
    if "normalized" in expect:
        normalized = came["normalized"]
        if normalized is not None and not case.whole:
            normalized = at(normalized, case)
        if not same(normalized, expect["normalized"]):
            yield f"normalized: expected {_shown(expect['normalized'])}, got {_shown(normalized)}"
    for key, value in expect.get("effective", {}).items():
        got = came["effective"].get(key)
        if not same(got, value):
            yield f"effective: expected {key} = {_shown(value)}, got {_shown(got)}"
    if "cost" in expect and not _same_cost(expect["cost"], came["cost"]):
        yield f"cost: expected {_shown(expect['cost'])}, got {_shown(came['cost'])}"
    if "quantity" in expect and not _same_amounts(expect["quantity"], came["quantity"]):
        yield f"quantity: expected {_shown(expect['quantity'])}, got {_shown(came['quantity'])}"


def at(body: Any, case: Case) -> Any:
    """The input object of a body."""
    for step in case.input:
        body = body.get(step) if isinstance(body, Mapping) else None
    if not case.input and isinstance(body, Mapping):
        return {key: value for key, value in body.items() if key != "model"}
    return body


def _diagnostics(case: Case, came: Sequence[Mapping[str, Any]], *, strict: bool) -> Iterator[str]:
    """As multisets; an expected member that is left out is not compared."""
    # Without headers there is no place for what is said of them, and nothing to compare.
    left = [it for it in came if case.headers is not None or it["at"] is not None]
    missing = []
    # The most telling expectations choose first.
    for expected in sorted(case.expect["diagnostics"], key=len, reverse=True):
        found = next((it for it in left if _fits(expected, it, strict=strict)), None)
        if found is None:
            missing.append(expected)
        else:
            left.remove(found)
    for expected in missing:
        yield f"diagnostics: expected {_shown(expected)}"
    for extra in left:
        shown = {key: extra.get(key) for key in ("rule", "at", "severity")}
        if any(expected["rule"] == extra["rule"] for expected in missing):
            shown = dict(extra)
        yield f"diagnostics: did not expect {_shown(shown)}: {extra.get('message')}"


def _fits(expected: Mapping[str, Any], came: Mapping[str, Any], *, strict: bool) -> bool:
    return all(
        same(came.get(key), value) for key, value in expected.items() if strict or key not in _WORDS
    )


def _settled(diagnostic: Mapping[str, Any]) -> dict[str, Any]:
    """A diagnostic whose changes stand in the order of their pointers, since none depends on it."""
    fix = diagnostic.get("fix")
    if fix is None:
        return dict(diagnostic)
    changes = sorted(fix["changes"], key=lambda it: str(it["pointer"]))
    return {**diagnostic, "fix": {**fix, "changes": changes}}


def _same_cost(expected: Any, came: Any) -> bool:
    if isinstance(expected, str) or isinstance(came, str):
        return bool(expected == came)
    if expected["currency"] != came["currency"]:
        return False
    if sorted(expected.get("declined", ())) != sorted(came["declined"]):
        return False
    if "usd" in expected and not _same_amounts(expected["usd"], came["usd"]):
        return False
    return _same_amounts(expected, came)


def _same_amounts(expected: Any, came: Any) -> bool:
    """Both ends as numbers: "0.50" is "0.5"."""
    if expected is None or came is None:
        return expected is came
    return all(_number(expected[key]) == _number(came[key]) for key in ("minimum", "maximum"))


def _number(amount: str | None) -> Decimal | None:
    return None if amount is None else Decimal(amount)


def alike(left: Mapping[str, Any], right: Mapping[str, Any], *, strict: bool) -> bool:
    """Whether two answers are the same, whatever the order of their diagnostics."""
    return same(_sorted(left, strict=strict), _sorted(right, strict=strict))


def _sorted(answer: Mapping[str, Any], *, strict: bool) -> Any:
    if "load_error" in answer:
        # The line depends on how the pack is laid out in its file.
        return {key: answer["load_error"].get(key) for key in ("pack", "pointer", "part")}
    if not answer.get("result"):
        return dict(answer)
    result = dict(answer["result"])
    words = () if strict else _WORDS
    result["diagnostics"] = sorted(
        (
            {key: value for key, value in _settled(it).items() if key not in words}
            for it in result["diagnostics"]
        ),
        key=dump_json,
    )
    result["skipped"] = sorted(result["skipped"])
    return result


def label(diagnostic: Mapping[str, Any]) -> str:
    """A diagnostic in a few words."""
    return f"{diagnostic['rule']}@{diagnostic['at']}"


def _shown(value: Any) -> str:
    return "none" if value is None else dump_json(value)


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words) or "none"
