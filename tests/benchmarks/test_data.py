import json
import tomllib
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.data import KINDS, MINDVIDEO, Kind, batch, requests, toml_of, write_lines
from benchmarks.payloads import ODD, ONE_FAULT, SIX_FAULTS, VALID
from lightmeter import Checker, Severity
from lightmeter.batch_report import BatchReport

CHECKER = Checker()


def faulty(report: BatchReport) -> int:
    """How many requests have an error, each one alone."""
    errors = [
        [it for it in request.diagnostics if it.severity is Severity.ERROR]
        for request in report.reports
    ]
    assert all(len(found) <= 1 for found in errors)
    return sum(map(bool, errors))


def test_the_same_seed_gives_the_same_requests() -> None:
    first = list(islice(requests(6, 100), 50))

    assert list(islice(requests(6, 100), 50)) == first
    assert list(islice(requests(7, 100), 50)) != first


@pytest.mark.parametrize("kinds", (KINDS, MINDVIDEO))
def test_lines_have_as_many_faults_as_were_asked_for(tmp_path: Path, kinds: list[Kind]) -> None:
    path = tmp_path / "some.jsonl"

    size = write_lines(path, 400, every=20, kinds=kinds)

    text = path.read_text("utf-8")
    report = CHECKER.check_text(text, format="jsonl")
    assert size == len(text)
    assert len(report.reports) == 400
    assert faulty(report) == 20
    assert all(request.pack for request in report.reports)


def test_faults_befall_every_kind() -> None:
    made = list(islice(requests(6, 4), 48))

    without = {
        it["provider"] + it["model"] for it in made if it["input"].get("prompt", "") in ("", 7)
    }
    assert len(without) == len(KINDS)


def test_a_hundred_thousand_lines_are_about_50_mb(tmp_path: Path) -> None:
    assert 450 < write_lines(tmp_path / "some.jsonl", 200) / 200 < 550


def test_a_batch_has_its_size_and_its_faults_as_toml_and_as_json() -> None:
    made = batch(60_000, 10)
    text = toml_of(made)

    assert 60_000 <= len(text) < 61_000
    assert tomllib.loads(text) == json.loads(json.dumps({"requests": made}))
    assert faulty(CHECKER.check_text(text, format="toml")) == 10


@pytest.mark.parametrize(("body", "errors"), ((VALID, 0), (ONE_FAULT, 1), (SIX_FAULTS, 6)))
def test_payloads_have_the_faults_they_are_named_for(body: dict[str, object], errors: int) -> None:
    found = CHECKER.check(body, provider="mindvideo").diagnostics

    assert sum(it.severity is Severity.ERROR for it in found) == errors


def test_of_the_odd_ones_some_are_accepted_and_some_are_not() -> None:
    verdicts = [CHECKER.check(body, provider="mindvideo").ok for body in ODD]

    # n 1 and 15, two sizes, a prompt, a watermark, two lists, two resolutions, a format, two ways
    # of grouping, three options.
    assert verdicts.count(True) == 16
    assert len(verdicts) > 50
