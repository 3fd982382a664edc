from lightmeter import Checker, Report
from lightmeter.judge.skipped import skipped_because

CHECKER = Checker()


def skipped(report: Report) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return skipped_because(report.program, report.verdict)


def test_rules_are_grouped_by_what_silenced_them() -> None:
    """A rule that reads two rejected members names both."""
    members = {"prompt": "x", "size": 1, "resolution": 1}

    report = CHECKER.check({"model": "gpt-image-2", "input": members}, provider="vidgo")

    groups = skipped(report)
    assert ("resolution", "size") in [those for those, _ in groups]
    assert all(rules for _, rules in groups)


def test_nothing_was_silenced() -> None:
    """An accepted request and one without a pack have no skipped rules."""
    accepted = CHECKER.check({"model": "gpt-image-2", "input": {"prompt": "x"}}, provider="vidgo")

    assert skipped(accepted) == []
    assert skipped(CHECKER.check({"model": "radio-7"})) == []
