from collections.abc import Callable
from typing import Any

from lightmeter.batch_report import BatchReport
from lightmeter.diagnostic import Diagnostic, Severity
from lightmeter.report.job_summary import MAX_BYTES, render
from lightmeter.suppressed import Suppressed

Check = Callable[[dict[str, str | bytes]], BatchReport]
ReadObjects = Callable[[str], list[dict[str, Any]]]

SHOTS = """\
provider = "acme"

[defaults]
model = "picture-1"

[[requests]]
id = "espresso"
input = { prompt = "x", resolution = "4K" }

[[requests]]
input = { prompt = "x", size = "2:1" }

[[requests]]
model = "radio_7"
input = { prompt = "x" }
"""


def test_a_whole_summary(check: Check) -> None:
    """What was found by severity, what it costs, and what was not checked."""
    expected = """\
## 🔴 lightmeter

3 requests in 1 file: 1 error, 2 warnings; 1 rejected; 1 not checked; total at least 4 credits \
(at least $0.02)

### 🔴 1 error

| Place | Rule | Message |
| --- | --- | --- |
| `shots.toml:11:32` | `acme/picture/enum` | size is "2:1", picture-1 accepts 1:1, 16:9 |

### 🟡 2 warnings

| Place | Rule | Message |
| --- | --- | --- |
| `shots.toml:8:38` espresso | `acme/picture/billed-as-2k` | resolution 4K is billed as 2K: size \
1:1 is square; set resolution to 2K<br>*fix (unsafe):* set resolution to "2K" |
| `shots.toml:14:9` | `unknown-model` | model "radio_7" is in no pack of acme: its input was not \
checked and its price is not known |

### Costs

| Request | Model | Effective | Cost |
| --- | --- | --- | --- |
| `shots.toml:6` espresso | acme/picture-1 | quality low, tier 2K | 4 credits ($0.02) |
| `shots.toml:13` | acme/radio_7 |  | not checked |

**Total: at least 4 credits (at least $0.02)**

### Not checked

- `shots.toml:10`: `billed-as-2k`, because size was rejected
- `shots.toml:13`: nothing is known of acme/radio_7
"""
    assert render(check({"shots.toml": SHOTS})) == expected


def test_a_clean_run(check: Check) -> None:
    """All is well, and has a price."""
    text = '{"model": "picture-1", "input": {"prompt": "x", "resolution": "1K"}}'

    expected = """\
## 🟢 lightmeter

1 request in 1 file: no problems; total 1 credit ($0.005)

### Costs

| Request | Model | Effective | Cost |
| --- | --- | --- | --- |
| `a.json:1` | acme/picture-1 | quality low, tier 1K | 1 credit ($0.005) |

**Total: 1 credit ($0.005)**
"""
    assert render(check({"a.json": text})) == expected


def test_what_a_reader_sees(rich: BatchReport, read_markdown: ReadObjects) -> None:
    """Whatever a message holds, it is read as it is, and in its cell."""
    blocks = read_markdown(render(rich))
    tables = [it["table"] for it in blocks if "table" in it]

    assert all(len(row) == len(table[0]) for table in tables for row in table)
    (row,) = (row for row in tables[0] if "latte" in row[0])
    assert row == [
        "shots 50%, a=b ü.toml:13:49 latte",
        "acme/picture/enum",
        (
            'size is "<b>|`x` @<!-- -->me [a](http:<!-- -->//b) {0} %0A _it_", picture-1 accepts'
            " 1:1, 16:9"
        ),
    ]
    assert tables[-1] == [
        ["Place", "Rule", "By", "Reason"],
        [
            "shots 50%, a=b ü.toml:9:31 espresso",
            "acme/picture/unknown-field",
            "comment",
            "agreed | <i>",
        ],
        ["shots 50%, a=b ü.toml:13:25 latte", "acme/picture/unknown-field", "baseline", ""],
    ]


def test_nothing_but_our_own_tags(read_markdown: ReadObjects) -> None:
    """A request puts neither tags nor entities nor mentions into a comment."""
    odd = "<img src=x> &amp; \\| a|b\\|c `d` **e** _f_ ~~g~~ ![h](i) <!-- j --> @k #1 $l$ :m:\n# n"
    found = Diagnostic("type", Severity.ERROR, odd, source="a|b`c`\\.toml")
    blocks = read_markdown(render(BatchReport((), (found,), {})))

    (table,) = (it["table"] for it in blocks if "table" in it)
    shown = odd.replace("@k #1", "@<!-- -->k #<!-- -->1").replace("\n", "\\n")
    assert table[1] == ["a|b`c`\\.toml", "type", shown]
    assert [it for it in blocks if "html" in it] == []


def test_what_is_too_long_is_counted(read_markdown: ReadObjects) -> None:
    """GitHub takes a mebibyte; errors come before all else, and no row is lost without a word."""
    errors = [Diagnostic("type", Severity.ERROR, "é" * 5_000, source=f"{it}") for it in range(90)]
    warnings = [Diagnostic("enum", Severity.WARNING, "m" * 900, source="a") for _ in range(900)]
    silenced = tuple(Suppressed(it, None, "baseline") for it in warnings)
    text = render(BatchReport((), (*errors, *warnings), {}, suppressed=silenced))
    blocks = read_markdown(text)

    assert 900_000 < len(text.encode()) <= MAX_BYTES
    assert "0 requests in 91 files: 90 errors, 900 warnings (900 silenced)" in text
    first, second = (it["table"] for it in blocks if "table" in it)
    assert len(first) == 1 + 90
    assert 0 < len(second) < 900
    assert {"text": f"… and {900 - (len(second) - 1)} more"} in blocks
    assert {"text": "… and 900 more"} in blocks


def test_nothing_was_read() -> None:
    """There is a heading all the same, but nothing that could be taken for a success."""
    assert render(BatchReport((), (), {})) == "## ⚪ lightmeter\n\n0 requests: no problems\n"
