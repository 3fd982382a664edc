"""Small packs whose prices invite advice, and the advice on one request of them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from lightmeter.advice.advising import Adviser
from lightmeter.advice.model import Advice
from lightmeter.advice.neighbours import Start, begin
from lightmeter.checker import Checker
from lightmeter.result import Report
from tests.unit.conftest import PackText, Put

Check: TypeAlias = Callable[..., Report]
Advise: TypeAlias = Callable[..., list[Advice]]
Begin: TypeAlias = Callable[..., Start]


@pytest.fixture
def check(pack_text: PackText, put: Put, tmp_path: Path) -> Check:
    """Check an input against a pack of one model."""

    def run(pack: str, levers: str, **members: Any) -> Report:
        put("acme/video", pack_text(pack, top=f'source = "docs"\nlevers = {levers}'))
        report = Checker([tmp_path]).check({"model": "video", "input": members})
        assert report.ok, report.diagnostics
        return report

    return run


@pytest.fixture
def advise(check: Check) -> Advise:
    """Advise on an input of a pack."""

    def run(pack: str, levers: str, **members: Any) -> list[Advice]:
        report = check(pack, levers, **members)
        return list(Adviser(Checker().judge_of).advise(report))

    return run


@pytest.fixture
def start(check: Check) -> Begin:
    """Begin at an input of a pack."""

    def run(pack: str, levers: str, **members: Any) -> Start:
        report = check(pack, levers, **members)
        assert report.program is not None
        assert report.normalized is not None
        found = begin(report.program, Checker().judge_of(report.program), report.normalized)
        assert found is not None
        return found

    return run
