from collections.abc import Callable

import attrs

from lightmeter.batch_report import BatchReport
from lightmeter.report.cost_sources import Sources

Check = Callable[[dict[str, str | bytes]], BatchReport]


def show_sources(report: BatchReport) -> list[str]:
    sources = Sources()
    for it in report.reports:
        if it.estimate is not None:
            sources.add(it.estimate)
    return sources.texts()


def test_what_a_credit_is_worth_says_whose(check: Check) -> None:
    """Credits of two providers are not the same."""
    line = '{"model": "picture-1", "input": {"prompt": "x", "resolution": "1K"}}\n'
    report = check({"a.jsonl": line * 2})
    estimate = report.reports[0].estimate
    assert estimate is not None
    report.reports[0]._estimate = attrs.evolve(estimate, provider="other")

    assert [it.partition(":")[0] for it in show_sources(report)] == [
        "rates",
        "1 other credit = $0.005",
        "1 acme credit = $0.005",
    ]
    report.reports[0]._estimate = attrs.evolve(estimate, currency="EUR")
    assert show_sources(report)[1].startswith("1.00 EUR at acme = $0.005: ")
