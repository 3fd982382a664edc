"""
How long `Checker.check` takes on a ready dict, for valid payloads of the five documents.

Run it as `python -m benchmarks.check`. Times are the best of many rounds on whatever machine runs
it; the ratio to the yardstick (building and reading a small dict) is what can be compared.
"""

import statistics
import timeit
from collections.abc import Callable
from typing import Any

from benchmarks.payloads import DOCUMENTS
from lightmeter import Checker

ROUNDS = 15
CALLS = 4_000


def microseconds(call: Callable[[], object]) -> tuple[float, float]:
    """Best and median time of one call."""
    call()
    times = [timeit.timeit(call, number=CALLS) / CALLS * 1e6 for _ in range(ROUNDS)]
    return min(times), statistics.median(times)


def yardstick() -> object:
    """Work of a known size, to compare machines by."""
    values = {str(number): number for number in range(20)}
    return sum(values[key] for key in values)


def main() -> None:
    """Print the table."""
    checker = Checker()
    unit, _ = microseconds(yardstick)
    print(f"yardstick {unit:.2f} µs\n")
    print(f"{'payload':36} {'check':>8} {'median':>8} {'+ all':>8} {'/yard':>6}")
    for name, (provider, payload) in DOCUMENTS.items():

        def check(payload: Any = payload, provider: str = provider) -> object:
            return checker.check(payload, provider=provider)

        def whole(payload: Any = payload, provider: str = provider) -> object:
            report = checker.check(payload, provider=provider)
            return report.diagnostics, report.estimate, report.normalized

        assert check().ok, name  # type: ignore[attr-defined]
        best, median = microseconds(check)
        everything, _ = microseconds(whole)
        print(f"{name:36} {best:8.2f} {median:8.2f} {everything:8.2f} {best / unit:6.2f}")


if __name__ == "__main__":
    main()
