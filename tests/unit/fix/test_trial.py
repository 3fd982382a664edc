"""What fixes may do, and which of them is blamed for the rest."""

from collections.abc import Callable

import pytest

from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Change, Diagnostic, Edit, Fix, Severity
from lightmeter.document.source import Source, decode
from lightmeter.fix.choosing import Proposal, documents_of, propose
from lightmeter.fix.trial import Outcome, Trial
from lightmeter.locate import Locator
from lightmeter.result import Report, Status

Rule = Callable[[int, dict[str, str]], str]
"""What is said of a request: the name of a rule, or ""."""

TEXT = "".join(f'[[requests]]\na = "{it}"\nb = "{it}"\n' for it in range(4))


class Counting:
    """
    Checks requests by rules of their own, and counts how often.

    Attributes:
        texts: That were checked.
    """

    def __init__(self, *rules: Rule) -> None:
        self.rules = rules
        self.texts: list[str] = []

    def __call__(self, data: bytes) -> BatchReport:
        """Make the report."""
        source = decode(data, name="x", format="toml")
        self.texts.append(source.text)
        (document,) = documents_of(source)
        reports = []
        for number, request in enumerate(document.value["requests"]):
            locator = Locator(document, ("requests", number))
            names = [rule(number, request) for rule in self.rules]
            found = tuple(locator.locate(_diagnostic(name)) for name in names if name)
            model = request.get("model", "")
            reports.append(Report("", model, Status.UNCHECKED, found=found, locator=locator))
        return BatchReport(tuple(reports), (), {"x": source})


def _diagnostic(name: str) -> Diagnostic:
    """`a=9!` wants a to be 9 and is sure that it may; without a value nothing is wanted."""
    member, _, value = name.rstrip("!").partition("=")
    fix = Fix(name.endswith("!"), "d", (Change((member,), "set", value),)) if value else None
    return Diagnostic(name, Severity.ERROR, "m", (member,), fix=fix)


def tried(check: Counting, text: str = TEXT) -> tuple[Source, Outcome | None]:
    """Try every fix of a text at once."""
    report = check(text.encode())
    (source,) = report.sources.values()
    check.texts.clear()
    return source, Trial(source, report, check).run(propose(report, source, lambda _: True))


def names(outcome: Outcome | None) -> list[str]:
    """Request and rule of what was accepted."""
    pairs = [] if outcome is None else [it for made in outcome.proposals for it in made.diagnostics]
    return [f"{number} {diagnostic.rule}" for diagnostic, number in pairs]


def wants(member: str, value: str, *numbers: int, safe: bool = False) -> Rule:
    """A rule that wants a value in some requests."""
    name = f"{member}={value}{'!' if safe else ''}"
    return lambda number, request: name if number in numbers and request[member] != value else ""


def test_fixes_that_keep_their_promises_are_accepted_at_once() -> None:
    check = Counting(wants("a", "9", 0, 1, 2, 3), wants("b", "9", 0))
    _, outcome = tried(check)

    assert names(outcome) == ["0 a=9", "0 b=9", "1 a=9", "2 a=9", "3 a=9"]
    assert outcome is not None
    assert outcome.data.decode() == check.texts[0]
    assert len(check.texts) == 1


def test_the_guilty_one_of_a_request_is_found_and_the_others_are_kept() -> None:
    """Requests are looked at side by side, so that many guilty ones take few checks."""

    def troubles(name: str) -> Rule:
        return lambda number, request: name if request["a"] == "9" and number else ""

    trouble = [troubles(name) for name in ("x", "y", "z")]
    check = Counting(wants("a", "9", 0, 1, 2, 3), wants("b", "8", 1, 2), *trouble)
    _, outcome = tried(check)

    assert names(outcome) == ["0 a=9", "1 b=8", "2 b=8"]
    # All together, the first of each request, the second of each, and what is left.
    assert len(check.texts) == 4


def test_a_fix_that_leaves_its_diagnostic_is_guilty() -> None:
    check = Counting(lambda number, _: "a=9" if number == 1 else "", wants("a", "9", 0, 2))
    _, outcome = tried(check)

    assert names(outcome) == ["0 a=9", "2 a=9"]


@pytest.mark.parametrize(
    ("safe", "accepted"), ((False, ["0 model=n", "1 a=9!"]), (True, ["1 a=9!"]))
)
def test_a_safe_fix_changes_nothing_that_is_sent(safe: bool, accepted: list[str]) -> None:
    text = TEXT.replace("[[requests]]\n", '[[requests]]\nmodel = "m"\n')
    check = Counting(wants("model", "n", 0, safe=safe), wants("a", "9", 1, safe=True))

    assert names(tried(check, text)[1]) == accepted


def test_nothing_is_left_where_requests_come_or_go() -> None:
    source, _ = tried(check := Counting(wants("a", "9", 0)))
    report = check(source.text.encode())
    (document,) = documents_of(source)
    whole = Proposal(
        ((Diagnostic("r", Severity.ERROR, "m", ()), None),),
        (Edit(0, TEXT.index("[[", 5), ""),),
        document,
        (Change(("requests", 0), "remove"),),
        frozenset({0, 1, 2, 3}),
        safe=False,
    )

    assert Trial(source, report, check).run([whole]) is None


def test_edits_that_do_not_do_what_they_should_are_dropped_before_anything_is_checked() -> None:
    """One edit breaks the text, one writes something else; the others are right."""
    check = Counting(wants("a", "9", 0, 1, 2, 3))
    report = check(TEXT.encode())
    (source,) = report.sources.values()
    (document,) = documents_of(source)
    places = [document.slice(("requests", it, "a")) or (0, 0) for it in range(4)]
    written = ['"9"', '"9', '"8"', "'9'"]
    made = [
        Proposal(
            ((Diagnostic("a=9", Severity.ERROR, "m", ("requests", it, "a")), it),),
            (Edit(*places[it], written[it]),),
            document,
            (Change(("requests", it, "a"), "set", "9"),),
            frozenset({it}),
            safe=False,
        )
        for it in range(4)
    ]
    check.texts.clear()
    outcome = Trial(source, report, check).run(made)

    assert names(outcome) == ["0 a=9", "3 a=9"]
    assert len(check.texts) == 1
