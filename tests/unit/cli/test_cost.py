import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lightmeter.cli.main import main

Run = Callable[..., Result]

LINES = (
    '{"model": "picture-1", "id": "a", "input": {"prompt": "x", "tier": "2K"}}\n'
    '{"model": "picture-1", "input": {}}\n'
)


def test_a_table(run: Run) -> None:
    """Rejected requests have a row without a cost, and the exit code is 1."""
    result = run("cost", "a.jsonl", files={"a.jsonl": LINES})

    expected = """\
REQUEST        MODEL           EFFECTIVE  QUANTITY  AMOUNT  NOTES
a.jsonl:1   a  acme/picture-1  tier 2K     1 image   $0.20
a.jsonl:2      acme/picture-1                               rejected

total acme                                 1 image   $0.20

1 request rejected, not in the total; lightmeter check says why

rates: Picture guide#limits (read 2026-01-03), documented
"""
    assert (result.exit_code, result.stdout, result.stderr) == (1, expected, "")


def test_an_overlay_changes_prices(run: Run) -> None:
    """What the provider lists stands beside it; the overlay and its source are named."""
    result = run("cost", "-", stdin=LINES.splitlines()[0], overlay=True)

    expected = """\
REQUEST        MODEL           EFFECTIVE  QUANTITY  AMOUNT   LIST  NOTES
-:1         a  acme/picture-1  tier 2K     1 image   $0.05  $0.20  own rate

total acme                                 1 image   $0.05  $0.20

with shop/picture

rates: Our contract (read 2026-02-01), documented
"""
    assert (result.exit_code, result.stdout) == (0, expected)


RATES = """\
[[cost.rates]]
provider = "acme"
model = "picture-1"
multiply = "0.5"
source = "Order form of July"
"""


def test_own_rates_are_named_with_what_the_provider_lists(run: Run) -> None:
    """What is paid as listed is in the sum of listed prices, too."""
    files = {
        "a.json": DEAR,
        "b.json": DEAR.replace("picture-1", "picture-2"),
        "lightmeter.toml": RATES,
    }
    result = run("cost", "a.json", "b.json", files=files)

    expected = """\
REQUEST           MODEL           EFFECTIVE  QUANTITY  AMOUNT   LIST  NOTES
a.json:1    hero  acme/picture-1  tier 2K    1 image    $0.10  $0.20  own rate
b.json:1    hero  acme/picture-2  tier 2K    1 image    $0.20  $0.20

total acme                                   2 images   $0.30  $0.40

own rate: Order form of July, for 1 request

rates: """
    assert (result.exit_code, result.stdout[: len(expected)]) == (0, expected)


def test_json_is_the_report(run: Run) -> None:
    """The same document as that of check, and what requests cost together."""
    result = run("cost", "a.jsonl", "--format", "json", files={"a.jsonl": LINES})
    document = json.loads(result.stdout)

    assert (document.pop("by"), len(document.pop("groups"))) == ("request", 2)
    assert document.pop("advice") == []
    assert document == json.loads(run("check", "a.jsonl", "--format", "json").stdout)


def test_groups(run: Run) -> None:
    files = {"a.jsonl": LINES, "b.json": DEAR}
    result = run("cost", "a.jsonl", "b.json", "--by", "file", files=files)

    expected = """\
FILE        REQUESTS  QUANTITY  AMOUNT  SHARE  NOTES
a.jsonl            2  1 image    $0.20    50%  1 rejected
b.json             1  1 image    $0.20    50%

total acme         3  2 images   $0.40

"""
    assert result.stdout[: len(expected)] == expected


def test_what_cannot_be_put_together(run: Run) -> None:
    result = run("cost", "a.json", "--by", "files", files={"a.json": CHEAP})

    assert (result.exit_code, result.stdout) == (2, "")
    assert "did you mean file?" in result.stderr


def test_further_outputs(run: Run) -> None:
    """Whatever standard output gets, files have the formats that were asked for, unclipped."""
    outputs = ("--output", "csv:costs.csv", "--output", "markdown:costs.md")
    result = run("cost", "a.jsonl", "--by", "model", *outputs, files={"a.jsonl": LINES})

    assert result.stdout.startswith("MODEL ")
    assert Path("costs.csv").read_bytes().startswith(b"source,line,id,")
    assert Path("costs.md").read_text("utf-8").startswith("## Cost\n\n- **total acme: $0.20**\n")


def test_an_output_in_a_format_of_check_alone(run: Run) -> None:
    result = run("cost", "a.json", "--output", "sarif:x", files={"a.json": CHEAP})

    assert result.exit_code == 2
    assert "known are text, json, csv, markdown" in result.stderr


def test_a_directory_without_requests(run: Run) -> None:
    """It is said that nothing was read, even where that is allowed."""
    result = run("cost", ".", "--allow-empty")

    assert (result.exit_code, result.stdout) == (0, "no requests were read\n")


def test_nothing_is_said_of_paths_that_are_not_there(run: Run) -> None:
    result = run("cost", "gone.json")

    assert (result.exit_code, result.stdout) == (2, "")


def test_what_cannot_be_read_is_said(run: Run) -> None:
    """A broken file has no row, so it is reported on standard error."""
    result = run("cost", "a.json", files={"a.json": "{"})

    assert (result.exit_code, result.stdout) == (1, "no requests were read\n")
    assert result.stderr.startswith("a.json:1:")
    assert " error syntax " in result.stderr


def test_overlays_are_named_in_the_data(run: Run) -> None:
    line = LINES.splitlines()[0]
    document = json.loads(run("cost", "-", "--format", "json", stdin=line, overlay=True).stdout)

    assert [it["overlays"] for it in document["packs"]] == [["shop/picture"]]


BUDGET = '[budget]\nrequest = "0.15 USD"\n'
CHEAP = '{"model": "picture-1", "input": {"prompt": "x"}}'
DEAR = '{"model": "picture-1", "id": "hero", "input": {"prompt": "x", "tier": "2K"}}'


def test_a_budget_that_holds(run: Run) -> None:
    files = {"a.json": CHEAP, "lightmeter.toml": BUDGET}
    result = run("cost", "a.json", "--check-budget", files=files)

    assert (result.exit_code, result.stderr) == (0, "")


def test_a_budget_that_is_exceeded(run: Run) -> None:
    """The table has the price; what is over is said beside it."""
    files = {"a.json": DEAR, "lightmeter.toml": BUDGET}
    result = run("cost", "a.json", "--check-budget", files=files)

    assert result.exit_code == 1
    assert "$0.20" in result.stdout
    assert result.stderr == (
        "a.json:1:11: error over-budget this request costs 0.2 USD, and the budget of a request is"
        " 0.15 USD; tier 1K makes it 0.1 USD; choose that, or raise request under [budget] in the"
        " settings\n"
    )


def test_requests_that_no_budget_holds_for_do_not_pass(run: Run) -> None:
    """Settings of their own have nothing of the settings above them."""
    files = {
        "a.json": CHEAP,
        "lightmeter.toml": BUDGET,
        "sub/b.json": DEAR,
        "sub/lightmeter.toml": "",
    }
    both = run("cost", "a.json", "sub/b.json", "--check-budget", files=files)
    below = run("cost", "sub", "--check-budget")

    assert (both.exit_code, below.exit_code) == (2, 2)
    assert both.stderr == (
        "lightmeter: no budget is settled for sub/b.json; write one under [budget] in"
        " sub/lightmeter.toml\n"
    )
    assert below.stderr == (
        "lightmeter: no budget is settled; write one under [budget] in sub/lightmeter.toml\n"
    )


@pytest.mark.parametrize("limit", ('run-growth = "50%"', 'file-growth = "1 USD"'))
def test_a_budget_of_growth_alone_does_not_pass(run: Run, limit: str) -> None:
    """One command has nothing to compare with; the other does."""
    files = {"a.json": CHEAP, "lightmeter.toml": f"[budget]\n{limit}\n"}
    result = run("cost", "a.json", "--check-budget", files=files)

    assert result.exit_code == 2
    assert result.stderr == (
        "lightmeter: no budget is settled but of growth, which lightmeter cost diff holds changes"
        " against; write request, file or run under [budget] in lightmeter.toml\n"
    )


def test_a_budget_that_is_not_there_does_not_pass(run: Run) -> None:
    result = run("cost", "a.json", "--check-budget", files={"a.json": CHEAP})

    assert result.exit_code == 2
    assert result.stderr == (
        "lightmeter: no budget is settled; write one under [budget] in lightmeter.toml\n"
    )


def test_advice_is_given_unless_it_is_not_wanted(tmp_path: Path) -> None:
    """PoYo bills the preset 3K as it bills 2K."""
    shots = str(tmp_path / "shots.jsonl")
    one = {"provider": "poyo", "model": "seedream-5.0-lite", "input": {"prompt": "x", "size": "2K"}}
    lines = [one, {**one, "input": {"prompt": "y", "size": "2K"}}]
    Path(shots).write_text("\n".join(map(json.dumps, lines)))

    result = CliRunner().invoke(main, ["cost", shots])
    assert (
        "advice for 2 requests: set size to 3K: it is better than 2K and costs the same, 5 credits"
    ) in " ".join(result.stdout.split())
    document = json.loads(CliRunner().invoke(main, ["cost", shots, "--format", "json"]).stdout)
    (advice,) = document["advice"]
    assert (advice["kind"], advice["requests"]) == ("better-for-same", [0, 1])
    result = CliRunner().invoke(main, ["cost", shots, "--no-advice"])
    assert (result.exit_code, "advice for" in result.stdout) == (0, False)
