# ruff: noqa: E501 - the lines of a report are as long as they are

import re
from collections.abc import Callable
from decimal import Decimal

from lightmeter.advice.model import Advice
from lightmeter.advice.together import SharedAdvice
from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Change
from lightmeter.report.cost_markdown import MAX_BYTES, render
from lightmeter.report.cost_view import By, CostView
from lightmeter.report.style import PLAIN

Check = Callable[[dict[str, str | bytes]], BatchReport]


ADVICE = SharedAdvice(
    Advice(
        kind="no-effect",
        changes=(Change(("input", "x"), "remove"),),
        saving_minimum=Decimal(3),
        saving_maximum=Decimal(3),
        minimum=Decimal(1),
        maximum=Decimal(1),
        currency="credits",
        text="set `x`, which saves 3 credits",
    ),
    (0,),
)


def test_a_whole_comment(check: Check) -> None:
    """Totals first, numbers flush right, footnotes as a numbered list, sources folded away."""
    text = (
        '{"model": "picture-1", "id": "a|b", "input": {"prompt": "x", "resolution": "2K"}}\n'
        '{"model": "picture-1", "input": {"prompt": "x"}}\n'
        '{"model": "radio-7", "input": {}}\n'
    )

    expected = r"""## Cost

- **total acme: at least 5 credits (≥ $0.025)**

| Request | Model | Effective | Quantity | Amount | USD | Share | Notes |
| --- | --- | --- | ---: | ---: | ---: | ---: | --- |
| `a.jsonl:1` a\|b | acme/picture-1 | quality low, tier 2K | 1 image | 4 credits | $0.02 | 80% |  |
| `a.jsonl:2` | acme/picture-1 | quality low, tier 1K | 1 image | 1 credit | $0.005 | 20% | \[1\] |
| `a.jsonl:3` | radio-7 |  |  |  |  |  | not checked, provider not known |

- 1 request not checked, not in the total: nothing is known of the price
- 1 request has no known provider and may add to every total

1. in 1 request, assumed: resolution is not sent, 1K is assumed (inferred); to be sure, set resolution

- advice for a\|b: set `x`, which saves 3 credits

<details><summary>Sources</summary>

- rates: Picture guide#<!-- -->prices (read 2026-01-03), documented
- 1 acme credit = $0.005: Picture guide#<!-- -->credits (read 2026-01-03), observed

</details>
""".replace("`x`", r"\`x\`")
    view = CostView(advice=(ADVICE,))
    assert render(check({"a.jsonl": text}), PLAIN, view) == expected


def test_no_requests() -> None:
    assert render(BatchReport((), (), {})) == "## Cost\n\nNo requests were read.\n"


def test_nothing_is_known(check: Check) -> None:
    """No total looks like nothing to pay."""
    text = render(check({"a.json": '{"model": "radio-7", "input": {}}'}))

    assert text.startswith("## Cost\n\n**No amount is known.**\n")


def test_no_more_than_a_comment_may_have(check: Check) -> None:
    """Of more requests than there is room for it is said how many more they are."""
    line = '{"model": "picture-1", "id": "%s", "input": {"prompt": "x"}}\n' % ("x" * 40)
    text = render(check({"a.jsonl": line * 900}))

    assert MAX_BYTES // 2 < len(text.encode()) <= MAX_BYTES
    assert re.search(r"\n… and [0-9]+ more; the totals above are of all\n", text)
    # A nine-hundredth each.
    assert "Share" not in text
    assert text.startswith("## Cost\n\n- **total acme: 900 credits ($4.50)**\n")
    assert "\n1. in 900 requests, assumed: resolution is not sent" in text


def test_what_could_not_be_read_is_said(check: Check) -> None:
    """Even where nothing was."""
    text = render(check({"a.json": "{"}))

    assert text == (
        "## Cost\n\nNo requests were read.\n\n- 1 file or line holds no request that could be read,"
        " not in the total: nothing is known of the price\n"
    )


def test_an_id_is_no_link(check: Check) -> None:
    """Neither an address, nor what GitHub takes for the number of an issue."""
    line = '{"model": "picture-1", "id": "%s", "input": {"prompt": "x"}}\n'
    ids = ["http://evil.example/x", "www.evil.example", "gh-12", "HTTPS://e.example", "GH-x"]
    text = render(check({"a.jsonl": "".join(line % it for it in ids)}))

    assert re.findall(r"^\| `a.jsonl:.` (\S.*?) \|", text, re.MULTILINE) == [
        "http:<!-- -->//evil.example/x",
        "www<!-- -->.evil.example",
        "gh-<!-- -->12",
        "HTTPS:<!-- -->//e.example",
        "GH-x",
    ]


def test_what_looks_like_a_key_is_hidden(rich: BatchReport) -> None:
    for by in By:
        assert "sk-abc" not in render(rich, PLAIN, CostView(by))
