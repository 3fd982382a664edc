"""Requests for a pack of three rules, and everything that can silence what is found in them."""

import datetime as dt
from pathlib import Path

import pytest

from lightmeter.batch_report import BatchReport
from lightmeter.checker import Checker
from lightmeter.diagnostic import Severity
from lightmeter.errors import BaselineError
from lightmeter.settings.model import Settings
from lightmeter.settings.parts import Origin, SuppressEntry

TODAY = dt.date(2026, 6, 1)
DEAR = """\
model = "picture-1"
[input]
prompt = "x"
tier = "2K"{}
"""


class Runner:
    """Checks texts with settings."""

    def __init__(self, packs: Path) -> None:
        self.packs = packs

    def __call__(  # noqa: D102 - the class says it
        self, text: str, settings: Settings | None = None, name: str = "a.toml"
    ) -> BatchReport:
        form = "jsonl" if name.endswith("l") and not name.endswith("toml") else "toml"
        form = "json" if name.endswith(".json") else form
        checker = Checker([self.packs], settings=settings, as_of=TODAY)
        return checker.check_text(text, format=form, name=name)  # type: ignore[arg-type]


@pytest.fixture
def check(packs: Path) -> Runner:
    return Runner(packs)


def shown(report: BatchReport) -> list[tuple[str, str]]:
    return [(it.rule, str(it.severity)) for it in report.diagnostics]


def silenced(report: BatchReport) -> list[tuple[str, str, str]]:
    return [(it.diagnostic.rule, it.by, it.reason) for it in report.suppressed]


# Comments -----------------------------------------------------------------------------------------


def test_a_comment_silences_what_it_stands_beside(check: Runner) -> None:
    report = check(DEAR.format(" # lightmeter: ignore[dear] -- agreed"))

    assert shown(report) == []
    assert silenced(report) == [("dear", "comment", "agreed")]


def test_what_is_silenced_is_judged_all_the_same(check: Runner) -> None:
    """The request stays rejected: it has no payload and no price."""
    text = 'model = "picture-1"\n[input]\ntier = "3K" # lightmeter: ignore[enum]\nprompt = "x"\n'
    report = check(text)

    assert shown(report) == []
    assert report.ok
    assert not report.sound
    assert report.reports[0].normalized is None


def test_a_comment_on_a_request_covers_what_it_inherits(check: Runner) -> None:
    """The other request that inherits the same is not silenced by it."""
    report = check(
        '[defaults]\nmodel = "picture-1"\n[defaults.input]\nprompt = "x"\ntier = "2K"\n'
        "[[requests]] # lightmeter: ignore[dear]\nid = 'a'\n"
        "[[requests]]\nid = 'b'\ninput.prompt = 'y'\n"
    )

    assert [(it.rule, number) for it, number in report.entries] == [("dear", 1)]
    assert [(it.diagnostic.rule, it.request) for it in report.suppressed] == [("dear", 0)]


def test_a_missing_member_is_silenced_at_its_table(check: Runner) -> None:
    text = 'model = "picture-1"\n[input] # lightmeter: ignore[required]\n'

    assert shown(check(text)) == []


def test_what_silences_nothing_is_said(check: Runner) -> None:
    """The fix takes out what is of no use, and leaves the rest."""
    text = DEAR.format(" # lightmeter: ignore[dear, enum] -- agreed")
    report = check(text)

    assert shown(report) == [("unused-ignore", "warning")]
    fix = report.diagnostics[0].fix
    assert fix is not None
    assert fix.safe
    (edit,) = fix.edits
    assert text[: edit.start] + edit.text + text[edit.end :] == DEAR.format(
        " # lightmeter: ignore[dear] -- agreed"
    )


def test_a_rule_that_was_not_looked_at_may_be_silenced_yet(check: Runner) -> None:
    """While tier is rejected, nobody knows whether it would be dear."""
    text = (
        'model = "picture-1"\n[input]\nprompt = "x"\ntier = "3K" # lightmeter: ignore[enum, dear]\n'
    )

    assert shown(check(text)) == []


def test_a_model_that_nobody_knows_makes_no_comment_idle(check: Runner) -> None:
    text = 'model = "picture-9"\n[input]\ntier = "2K" # lightmeter: ignore[dear]\n'

    assert [it.rule for it in check(text).diagnostics] == ["unknown-model"]


def test_what_depends_on_more_than_a_file_is_never_called_idle(check: Runner) -> None:
    """A key may be used again in a file that is not read this time, a budget be set aside."""
    text = DEAR.format(
        " # lightmeter: ignore[dear, over-budget, idempotency-key-reused, model-retires]"
    )
    entry = SuppressEntry(("over-budget",))

    assert shown(check(text, Settings(suppress=(entry,)))) == []


def test_a_name_that_is_not_known_is_said_with_what_was_meant(check: Runner) -> None:
    report = check(DEAR.format(" # lightmeter: ignore[deer]"))

    assert shown(report) == [("dear", "warning"), ("unknown-ignore", "warning")]
    assert report.diagnostics[1].suggestion == "dear"


@pytest.mark.parametrize(("until", "counts"), (("2026-06-01", True), ("2026-05-31", False)))
def test_a_comment_ends_after_its_last_day(check: Runner, until: str, counts: bool) -> None:
    report = check(DEAR.format(f" # lightmeter: ignore[dear] until={until}"))

    rules = [] if counts else ["dear", "expired-ignore"]
    assert [it.rule for it in report.diagnostics] == rules


def test_what_is_not_understood_is_an_error(check: Runner) -> None:
    report = check(DEAR.format(" # lightmeter: ignore dear"))

    assert shown(report) == [("dear", "warning"), ("malformed-ignore", "error")]


def test_a_reason_can_be_demanded(check: Runner) -> None:
    """The comment counts, and the missing reason is an error of its own."""
    text = DEAR.format(" # lightmeter: ignore[dear]")
    report = check(text, Settings(require_reason=True))

    assert shown(report) == [("ignore-without-reason", "error")]


def test_what_is_locked_is_shown(check: Runner) -> None:
    """So is the attempt to silence it."""
    text = DEAR.format(" # lightmeter: ignore[dear]")
    origin = Origin("house.toml", ("locked", 0))
    settings = Settings(locked=("dear",), origins={"locked.0": origin})
    report = check(text, settings)

    assert shown(report) == [("dear", "warning"), ("locked-ignore", "error")]
    assert "dear is locked by house.toml" in report.diagnostics[1].message


def test_a_text_that_cannot_be_read_is_never_silent(check: Runner) -> None:
    report = check("# lightmeter: ignore-file[syntax]\na = \n", Settings(ignore=("all",)))

    assert [it.rule for it in report.diagnostics] == ["syntax"]


# Entries of the settings --------------------------------------------------------------------------

LINES = (
    '{"model": "picture-1", "id": "a", "input": {"prompt": "x", "tier": "2K"}}\n'
    '{"model": "picture-1", "id": "b", "input": {"prompt": "y", "tier": "2K"}}\n'
)


@pytest.mark.parametrize(
    ("entry", "left"),
    (
        (SuppressEntry(("dear",)), []),
        (SuppressEntry(("dear",), request="a"), [1]),
        (SuppressEntry(("dear",), files=("*.jsonl",), pointer=("input",)), []),
        (SuppressEntry(("dear",), files=("other/**",)), [0, 1]),
        (SuppressEntry(("acme",), request="b", until=TODAY), [0]),
    ),
)
def test_an_entry_silences_what_it_names(
    check: Runner, entry: SuppressEntry, left: list[int]
) -> None:
    """A pointer covers itself and everything below; an entry for other files is not idle."""
    report = check(LINES, Settings(suppress=(entry,)), "a.jsonl")

    assert [(it.rule, number) for it, number in report.entries] == [("dear", it) for it in left]


def test_an_entry_that_silences_nothing_is_said_at_its_place(check: Runner) -> None:
    origin = Origin("lightmeter.toml", ("suppress", 0))
    entry = SuppressEntry(("dear",), request="c", origin=origin)
    report = check(LINES, Settings(suppress=(entry,)), "a.jsonl")

    (idle,) = [it for it in report.diagnostics if it.rule == "unused-ignore"]
    assert (idle.source, idle.path) == ("lightmeter.toml", "/suppress/0")


def test_an_entry_that_has_ended_is_said(check: Runner) -> None:
    entry = SuppressEntry(("dear",), until=dt.date(2026, 5, 31))
    report = check(LINES, Settings(suppress=(entry,)), "a.jsonl")

    assert [it.rule for it in report.diagnostics] == ["expired-ignore", "dear", "dear"]


# Choosing -----------------------------------------------------------------------------------------

BOTH = 'model = "picture-1"\n[input]\nprompt = "x"\ntier = "2K"\nextra = 1\n'


@pytest.mark.parametrize(
    ("settings", "left", "out"),
    (
        (Settings(), ["dear", "unknown-field"], []),
        (Settings(select=("dear",)), ["dear"], ["select"]),
        (Settings(ignore=("dear",)), ["unknown-field"], ["ignore"]),
        (Settings(ignore=("acme/picture/dear",)), ["unknown-field"], ["ignore"]),
        (Settings(ignore=("acme",)), [], ["ignore", "ignore"]),
        (Settings(select=("acme",), ignore=("dear",)), ["unknown-field"], ["ignore"]),
        (Settings(ignore=("all",), locked=("dear",)), ["dear"], ["ignore"]),
        (Settings(per_file_ignores=(("*.toml", ("dear",)),)), ["unknown-field"], ["per-file"]),
        (Settings(per_file_ignores=(("*.json", ("dear",)),)), ["dear", "unknown-field"], []),
    ),
)
def test_what_is_chosen(check: Runner, settings: Settings, left: list[str], out: list[str]) -> None:
    report = check(BOTH, settings)

    assert [it.rule for it in report.diagnostics] == left
    assert [it.by for it in report.suppressed] == out


@pytest.mark.parametrize(
    ("severities", "severity"),
    (
        ((("dear", Severity.ERROR),), "error"),
        ((("acme", Severity.INFO), ("dear", Severity.ERROR)), "error"),
        ((("dear", Severity.ERROR), ("acme/picture/dear", Severity.INFO)), "info"),
        ((("all", Severity.INFO), ("acme", Severity.ERROR)), "error"),
        ((("enum", Severity.ERROR),), "warning"),
    ),
)
def test_the_closest_name_gives_the_severity(
    check: Runner, severities: tuple[tuple[str, Severity], ...], severity: str
) -> None:
    report = check(DEAR.format(""), Settings(severity=severities))

    assert shown(report) == [("dear", severity)]


# Baselines ----------------------------------------------------------------------------------------


def test_a_check_without_its_baseline_is_refused(check: Runner, tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match="there is no such baseline"):
        check(BOTH, Settings(baseline=tmp_path / "none.json"))
