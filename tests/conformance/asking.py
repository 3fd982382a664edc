"""Suites are put to a program: one document at a time, and what it answers is judged."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.conformance.compare import compare
from tests.conformance.exact_json import dump_json
from tests.conformance.laws import (
    ROUNDS,
    FixError,
    apply_fixes,
    disorder,
    fixed_differences,
    normalized_differences,
    variant_differences,
    variants,
)
from tests.conformance.suite import Case, Suite

__all__ = ["PROTOCOL", "Execute", "Outcome", "run_suite"]

PROTOCOL = 1

Execute = Callable[[Mapping[str, Any]], Any]
"""Gives a program one document, and returns the one it answers with."""


@dataclass(frozen=True)
class Outcome:
    """
    What came of one case.

    Attributes:
        case: That was asked.
        problems: What differs from what was expected, and which laws do not hold; one line each.
    """

    case: Case
    problems: Sequence[str]


@dataclass
class _Sheet:
    """Questions that are put together; a shelf that several of them share is sent once."""

    suite: str
    shelves: list[Mapping[str, Any]] = field(default_factory=list)
    questions: list[Mapping[str, Any]] = field(default_factory=list)
    _known: dict[Any, int] = field(default_factory=dict)

    def add(self, name: str, case: Case, **differs: Any) -> None:
        packs = differs.get("packs", case.packs)
        overlays = differs.get("overlays", case.overlays)
        key = tuple(packs), tuple(overlays)
        if key not in self._known:
            self._known[key] = len(self.shelves)
            self.shelves.append(
                {
                    "packs": [pack.document for pack in packs],
                    "overlays": [pack.document for pack in overlays],
                }
            )
        self.questions.append(
            {
                "id": name,
                "shelf": self._known[key],
                "pack": case.pack,
                "model": case.model,
                "body": differs.get("body", case.body),
                "headers": differs.get("headers", case.headers),
                "as_of": case.as_of,
            }
        )

    def ask(self, execute: Execute) -> Callable[[str], Mapping[str, Any]]:
        """The answers, by name of the question."""
        document = {
            "protocol": PROTOCOL,
            "suite": self.suite,
            "shelves": self.shelves,
            "cases": self.questions,
        }
        came = execute(document) if self.questions else None
        answers = {}
        for answer in came["cases"] if isinstance(came, dict) and "cases" in came else ():
            answers[answer.get("id")] = answer
        bare = {it["id"] for it in self.questions if it["body"] is None}
        return lambda name: _answer(answers.get(name), bare=name in bare)


def _answer(answer: Any, *, bare: bool) -> Mapping[str, Any]:
    """One of `result`, `load_error`, `crash`; whatever is no answer is a crash."""
    if not isinstance(answer, dict):
        return {"crash": "the program gave no answer to this case"}
    for kind in ("result", "load_error", "crash"):
        if kind in answer:
            value = answer[kind]
            problem = "" if kind == "crash" else _malformed(value, bare=bare or kind != "result")
            return {"crash": f"{kind}: {problem}"} if problem else {kind: value}
    return {"crash": f"the answer is neither result, load_error nor crash: {dump_json(answer)}"}


# What a result holds, and of which types.
_MEMBERS: Mapping[str, Any] = {
    "diagnostics": list,
    "skipped": list,
    "normalized": dict | None,
    "cost": dict | str,
    "quantity": dict | None,
    "effective": dict,
}


def _malformed(value: Any, *, bare: bool) -> str:
    """Why a result cannot be compared, or ""."""
    if not isinstance(value, dict):
        return f"{dump_json(value)} is no object"
    for name, kind in () if bare else _MEMBERS.items():
        if not isinstance(value.get(name, ...), kind):
            return f"{name} is missing or of the wrong type"
    for it in value.get("diagnostics", ()):
        if not isinstance(it, dict) or not {"rule", "at", "severity", "fix"} <= it.keys():
            return f"a diagnostic has no rule, at, severity or fix: {dump_json(it)}"
    return ""


def run_suite(suite: Suite, execute: Execute, *, strict: bool = False) -> list[Outcome]:
    """
    Put a suite to a program.

    Args:
        suite: Its cases, or some of them.
        execute: Asks the program.
        strict: Whether messages are compared.
    """
    problems: dict[str, list[str]] = {case.name: [] for case in suite.cases}
    laws = {case.name: dict(variants(case)) for case in suite.cases}
    sheet = _Sheet(suite.name)
    for case in suite.cases:
        sheet.add(case.name, case)
        for law, differs in laws[case.name].items():
            sheet.add(f"{case.name} [{law}]", case, **differs)
    answer = sheet.ask(execute)
    for case in suite.cases:
        found = problems[case.name]
        found += compare(case, answer(case.name), strict=strict)
        for law in laws[case.name]:
            other = answer(f"{case.name} [{law}]")
            found += variant_differences(law, answer(case.name), other, strict=strict)
    results = {
        case.name: answer(case.name)["result"]
        for case in suite.cases
        if case.body is not None and "result" in answer(case.name)
    }
    for name, result in results.items():
        problems[name] += disorder(result)
    _follow(suite, results, execute, problems)
    return [Outcome(case, problems[case.name]) for case in suite.cases]


def _follow(
    suite: Suite,
    results: Mapping[str, Mapping[str, Any]],
    execute: Execute,
    problems: Mapping[str, list[str]],
) -> None:
    """Send what was normalized, and what was fixed, until nothing is left to fix."""
    bodies: dict[str, list[Any]] = {name: [] for name in results}
    latest = dict(results)
    for turn in range(ROUNDS + 1):
        sheet = _Sheet(suite.name)
        for case in suite.cases:
            if case.name in results and turn == 0 and results[case.name]["normalized"] is not None:
                normalized = results[case.name]["normalized"]
                sheet.add(f"{case.name} [normalized]", case, body=normalized)
            if case.name in latest:
                before = bodies[case.name][-1] if bodies[case.name] else case.body
                fixed = None
                try:
                    fixed = apply_fixes(before, latest[case.name])
                except FixError as error:
                    problems[case.name].append(f"fixes: one cannot be applied: {error}")
                if fixed is None:
                    del latest[case.name]
                    continue
                bodies[case.name].append(fixed)
                if before is None or fixed.get("model") != before.get("model"):
                    # It is another model's request from here on, which the case is not about.
                    del latest[case.name]
                    continue
                sheet.add(f"{case.name} [fixed]", case, body=fixed)
        answer = sheet.ask(execute)
        for case in suite.cases:
            if case.name in results and turn == 0 and results[case.name]["normalized"] is not None:
                again = answer(f"{case.name} [normalized]")
                problems[case.name].extend(normalized_differences(results[case.name], again))
            if case.name in latest:
                came = answer(f"{case.name} [fixed]")
                if "result" not in came:
                    problems[case.name].append(f"fixes: the fixed request gave {dump_json(came)}")
                    del latest[case.name]
                else:
                    latest[case.name] = came["result"]
    for case in suite.cases:
        if case.name in results:
            problems[case.name].extend(fixed_differences(case, bodies[case.name]))
