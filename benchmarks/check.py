"""
How long `Checker.check` takes on a ready dict, for valid payloads of the five documents.

Run it as `python benchmarks/check.py`. Times are the best of many rounds on whatever machine runs
it; the ratio to the yardstick (building and reading a small dict) is what can be compared.
"""

import statistics
import timeit
from collections.abc import Callable
from typing import Any

from lightmeter import Checker

ROUNDS = 15
CALLS = 4_000
URLS = ["https://example.com/a.png", "https://example.com/b.png"]

PAYLOADS: dict[str, tuple[str, dict[str, Any]]] = {
    "vidgo/seedream-5.0-lite": (
        "vidgo",
        {
            "model": "seedream-5.0-lite-edit",
            "callback_url": "https://your-domain.com/callback",
            "input": {
                "prompt": "Transform the scene to a winter wonderland with snow",
                "image_urls": URLS,
                "size": "2304x1728",
                "n": 1,
            },
        },
    ),
    "vidgo/seedance-2": (
        "vidgo",
        {
            "model": "seedance-2",
            "callback_url": "https://your-domain.com/callback",
            "input": {
                "prompt": "A cinematic city reveal after rain, smooth dolly shot",
                "resolution": "720p",
                "duration": 5,
                "aspect_ratio": "16:9",
                "generate_audio": True,
                "seed": 42,
            },
        },
    ),
    "vidgo/gpt-image-2, preset": (
        "vidgo",
        {
            "model": "gpt-image-2",
            "callback_url": "https://your-domain.com/callback",
            "input": {
                "prompt": "A premium product photo of a silver espresso machine",
                "quality": "low",
                "size": "1:1",
                "resolution": "1K",
            },
        },
    ),
    "vidgo/gpt-image-2, custom size": (
        "vidgo",
        {
            "model": "gpt-image-2",
            "input": {
                "prompt": "A product marketing banner with a centered smartwatch",
                "quality": "medium",
                "size": "2304x1536",
                "resolution": "2K",
            },
        },
    ),
    "mindvideo/doubao-seedream-5-0-lite": (
        "mindvideo",
        {
            "model": "doubao-seedream-5-0-lite",
            "input": {
                "prompt": "A golden retriever in a garden",
                "size": "16:9",
                "resolution": "2k",
                "n": 1,
                "image_urls": URLS,
                "watermark": False,
            },
        },
    ),
    "poyo/seedream-5.0-lite": (
        "poyo",
        {
            "model": "seedream-5.0-lite",
            "callback_url": "https://your-domain.com/callback",
            "input": {
                "prompt": "A serene Japanese garden with cherry blossoms and a koi pond",
                "size": "16:9",
                "n": 1,
            },
        },
    ),
}


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
    for name, (provider, payload) in PAYLOADS.items():

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
