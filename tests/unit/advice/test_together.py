"""What is said of several requests of a run is said once."""

import json
from decimal import Decimal

from lightmeter.advice.together import advise_all
from lightmeter.checker import Checker

CHECKER = Checker()


def lines(*sizes: str, model: str = "seedream-5.0-lite") -> str:
    payloads = [
        {"model": model, "input": {"prompt": f"shot {number}", "size": size}}
        for number, size in enumerate(sizes)
    ]
    return "\n".join(map(json.dumps, payloads))


def test_requests_that_differ_in_their_prompts_share_a_piece_of_advice() -> None:
    """PoYo bills 5 credits for 2K and for 3K alike, and its page lists both presets."""
    text = lines("2K", "3K", "2K", "1:1", "2K")
    report = CHECKER.check_text(text, format="jsonl", name="a.jsonl", provider="poyo")

    (found,) = advise_all(report, lambda _: CHECKER.adviser)
    assert found.requests == (0, 2, 4)
    assert found.advice.kind == "better-for-same"
    assert (found.saving, found.advice.minimum) == ((Decimal(0), Decimal(0)), Decimal(5))
    assert CHECKER.advise(report.reports[2]) == (found.advice,)


def test_what_is_rejected_or_has_no_price_gets_none() -> None:
    text = lines("2K", "0x0", model="seedream-5.0-lite")
    report = CHECKER.check_text(text, format="jsonl", provider="vidgo")

    assert advise_all(report, lambda _: CHECKER.adviser) == ()
