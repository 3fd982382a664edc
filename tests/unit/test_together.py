import datetime as dt
import json
from decimal import Decimal

from lightmeter.batch_report import BatchReport
from lightmeter.checker import Checker
from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.inputs import Input
from lightmeter.settings.model import Budget, Settings
from lightmeter.settings.parts import Amount
from lightmeter.together import check_together

DEAR = {"model": "gpt-image-2", "input": {"prompt": "x", "size": "1:1", "resolution": "4K"}}
INPUTS = [Input(f"{name}.json", json.dumps(DEAR).encode()) for name in "ab"]
TODAY = dt.date(2026, 6, 1)


def check(**settings: Settings) -> BatchReport:
    """Two files of two projects, by their names."""
    checkers = {f"{name}.json": Checker(settings=it, as_of=TODAY) for name, it in settings.items()}
    return check_together(INPUTS, lambda name: checkers.get(name, checkers["a.json"]))


def test_each_text_is_of_its_own_project() -> None:
    """It is silenced and weighed as that has it."""
    report = check(
        a=Settings(file="a.toml", ignore=("all",)),
        b=Settings(file="b.toml", severity=(("billed-as-2k", Severity.ERROR),)),
    )

    found = [(it.source, it.rule, str(it.severity)) for it in report.diagnostics]
    assert found == [("b.json", "billed-as-2k", "error")]
    assert [it.diagnostic.source for it in report.suppressed] == ["a.json"]


def test_each_project_has_a_budget_of_its_own() -> None:
    """What the one spends is not added to the other's."""
    run = Budget(run=Amount(Decimal(4), "credits"))
    report = check(a=Settings(file="a.toml", budget=run), b=Settings(file="b.toml", budget=run))
    assert "over-budget" not in {it.rule for it in report.diagnostics}

    one = Settings(file="a.toml", budget=run)
    assert "over-budget" in {it.rule for it in check(a=one, b=one).diagnostics}


def test_what_is_too_long_ago_is_for_each_project_to_say() -> None:
    """A pack is noted once, for whoever asks."""
    report = check(a=Settings(file="a.toml"), b=Settings(file="b.toml", max_age_days=0))
    assert [it.rule for it in report.diagnostics if it.rule == "stale-source"] == []

    checker = Checker(settings=Settings(max_age_days=0), as_of=dt.date(2027, 6, 1))
    old = check_together(INPUTS, lambda _: checker)
    packs = [it.pack for it in old.diagnostics if it.rule == "stale-source"]
    assert "vidgo/gpt-image-2" in packs
    assert len(packs) == len(set(packs))


def test_what_is_found_besides_can_be_silenced_too() -> None:
    """It is asked for once everything was read."""

    def further(report: BatchReport) -> list[Diagnostic]:
        names = ", ".join(it.source for it in report.reports)
        return [Diagnostic("no-requests", Severity.WARNING, names, source="c")]

    checker = Checker(settings=Settings(ignore=("no-requests",)))
    report = check_together(INPUTS, lambda _: checker, further=further)

    (silenced,) = report.suppressed
    assert (silenced.by, silenced.diagnostic.message) == ("ignore", "a.json, b.json")
