"""A check takes little memory beside what it returns, and keeps none."""

import gc
import tracemalloc
from typing import Any

import pytest

from benchmarks.payloads import DOCUMENTS
from lightmeter import Checker

CHECKER = Checker()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_check_allocates_little_more_than_it_returns(name: str) -> None:
    provider, body = DOCUMENTS[name]
    _warm(provider, body)

    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    tracemalloc.reset_peak()
    report = CHECKER.check(body, provider=provider)
    now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert report.ok
    # What it returns is about 1,000 bytes. Beside that stand a frame or two, for the moment.
    assert peak - now <= 600, f"{peak - now} bytes beside the {now - before} that are returned"


def test_checks_keep_nothing() -> None:
    provider, body = DOCUMENTS["vidgo/gpt-image-2, custom size"]
    _warm(provider, body)

    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    for _ in range(1000):
        CHECKER.check(body, provider=provider)
    gc.collect()
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    # One report would be more; a list that grew by 1,000 items as well.
    assert after - before < 600


def _warm(provider: str, body: dict[str, Any]) -> None:
    for _ in range(3):
        CHECKER.check(body, provider=provider)
    gc.collect()
