from collections.abc import Callable
from typing import Any

from lightmeter.batch_report import BatchReport
from lightmeter.reconcile.example import shortest_like

Check = Callable[..., BatchReport]

PICTURE = {
    "provider": "vidgo",
    "model": "gpt-image-2",
    "callback_url": "https://example.com/done",
    "input": {"prompt": "a garden", "size": "16:9", "quality": "high", "resolution": "2K"},
}


def test_what_a_price_does_not_depend_on_is_left_out(check: Check) -> None:
    """The prompt is required, so that an x stands in its place."""
    found = shortest_like(check(PICTURE).reports[0])

    assert found == {
        "model": "gpt-image-2",
        "input": {"prompt": "x", "size": "16:9", "quality": "high", "resolution": "2K"},
    }


def test_an_address_that_a_price_depends_on_is_not_shown(check: Check) -> None:
    """How many pictures come out depends on how many go in."""
    given: dict[str, Any] = {
        "prompt": "dogs",
        "size": "16:9",
        "resolution": "2k",
        "sequential_image_generation": "auto",
        "image_urls": ["https://example.com/secret.png"],
    }
    request = {"provider": "mindvideo", "model": "doubao-seedream-5-0-lite", "input": given}
    (report,) = check(request).reports

    assert report.ok
    assert shortest_like(report) is None


def test_a_rejected_request_is_no_example(check: Check) -> None:
    assert shortest_like(check({**PICTURE, "input": {}}).reports[0]) is None
