import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli
from click.testing import CliRunner, Result

from lightmeter.cli.main import main

Run = Callable[..., Result]

# $0.10 at 1K and $0.20 at 2K.
LINES = (
    '{"model": "picture-1", "id": "a", "input": {"prompt": "x", "tier": "2K"}}\n'
    '{"model": "picture-1", "id": "b", "input": {"prompt": "x"}}\n'
)
BILL = "id,amount,currency,date\na,0.16,USD,2026-08-03\nb,0.08,USD,2026-08-05\nc,0.05,USD,\n"
FILES: dict[str, str | bytes] = {"a.jsonl": LINES, "bill.csv": BILL}


def test_a_reconciliation(run: Run) -> None:
    """Four fifths of the estimates, and a charge that nobody asked for."""
    result = run("reconcile", "a.jsonl", "--charges", "bill.csv", files=FILES)

    expected = """\
REQUEST        MODEL           ESTIMATED  CHARGED  DIFFERENCE  OUTCOME
a.jsonl:1   a  acme/picture-1  $0.20      $0.16    -$0.04      below
a.jsonl:2   b  acme/picture-1  $0.10      $0.08    -$0.02      below
bill.csv:4  c                  –          $0.05                unknown

TOTAL  ESTIMATED  CHARGED  DIFFERENCE
acme   $0.30      $0.24    -$0.06      2 requests

without a request: 1 charge, $0.05

2 requests held against bill.csv: 2 below, 1 unknown

acme/picture-1, image
  0.8 times the estimate explains 2 charges from 2026-08-03 to 2026-08-05

    [[cost.rates]]
    provider = "acme"
    model = "picture-1"
    item = "image"
    multiply = "0.8"
    source = "bill.csv, 2 charges from 2026-08-03 to 2026-08-05"
    basis = "observed"
"""
    assert (result.exit_code, result.stdout, result.stderr) == (1, expected, "")


def test_what_is_suggested_makes_the_charges_match(run: Run) -> None:
    """The settings take it as it is printed."""
    bill = BILL.rpartition("c,")[0]
    files = {**FILES, "bill.csv": bill}
    arguments = ("reconcile", "a.jsonl", "--charges", "bill.csv")
    first = run(*arguments, "--format", "json", files=files)
    (suggestion,) = json.loads(first.stdout)["suggestions"]

    second = run(*arguments, files={"lightmeter.toml": suggestion["toml"]})

    assert first.exit_code == 1
    assert (second.exit_code, second.stderr) == (0, "")
    assert "2 requests held against bill.csv: 2 matches\n" in second.stdout


def test_a_rate_that_does_not_end_is_suggested_once(run: Run) -> None:
    """10 credits for 6 seconds: the settings hold the range, and the charge lies in it."""
    given = {"prompt": "rain", "resolution": "480p", "duration": 6}
    payload = {"id": "a", "model": "seedance-2-fast", "input": given}
    files = {"a.json": json.dumps(payload), "bill.csv": "id,credits\na,10\n"}
    arguments = ("reconcile", "a.json", "--charges", "bill.csv", "--format", "json")
    first = json.loads(run(*arguments, files=files).stdout)

    second = run(*arguments, files={"lightmeter.toml": first["suggestions"][0]["toml"]})

    document = json.loads(second.stdout)
    assert second.exit_code == 0
    assert (document["suggestions"], document["questions"]) == ([], [])


def test_an_overlay_that_is_suggested_makes_the_charges_match(run: Run) -> None:
    """Three more cents at either tier are no factor."""
    bill = "id,amount\na,0.23\nb,0.13\n"
    arguments = ("reconcile", "a.jsonl", "--charges", "bill.csv")
    first = run(*arguments, "--format", "json", files={**FILES, "bill.csv": bill})
    (suggestion,) = json.loads(first.stdout)["suggestions"]

    second = run(*arguments, "--overlay", "own.txt", files={"own.txt": suggestion["toml"]})

    assert suggestion["kind"] == "table"
    assert (second.exit_code, second.stderr) == (0, "")
    assert "2 requests held against bill.csv: 2 matches\nwith own/acme-picture-1\n" in second.stdout


OWN = """\
[[cost.rates]]
provider = "acme"
multiply = "{}"
source = "contract 7"
"""


def test_a_factor_is_found_beside_a_range_of_the_settings(run: Run) -> None:
    """0.78 of what is listed, $0.20 and $0.10, which stands in place of 0.75 to 0.8."""
    own = OWN.format("0.75 to 0.8")
    files = {**FILES, "bill.csv": "id,amount\na,0.156\nb,0.078\n", "lightmeter.toml": own}
    arguments = ("reconcile", "a.jsonl", "--charges", "bill.csv")
    first = run(*arguments, "--format", "json", files=files)
    (suggestion,) = json.loads(first.stdout)["suggestions"]

    second = run(*arguments, files={"lightmeter.toml": suggestion["toml"]})

    assert (suggestion["kind"], suggestion["rate"]["minimum"]) == ("multiply", "0.78")
    assert suggestion["in_place_of_own_rates"]
    assert suggestion["own_rates"] == ["contract 7"]
    assert second.exit_code == 0


def test_a_factor_comes_on_top_of_that_of_the_settings(run: Run) -> None:
    """Half of four fifths."""
    own = OWN.format("0.8")
    files = {**FILES, "bill.csv": "id,amount\na,0.08\nb,0.04\n", "lightmeter.toml": own}
    arguments = ("reconcile", "a.jsonl", "--charges", "bill.csv")
    first = run(*arguments, "--format", "json", files=files)
    (suggestion,) = json.loads(first.stdout)["suggestions"]

    second = run(*arguments, files={"lightmeter.toml": f"{own}\n{suggestion['toml']}"})

    assert (suggestion["rate"]["minimum"], suggestion["in_place_of_own_rates"]) == ("0.5", False)
    assert second.exit_code == 0
    assert (
        "it comes on top of what the settings have under cost.rates: contract 7"
        in run(*arguments, files=files).stdout
    )


def test_an_overlay_says_that_the_settings_rates_have_to_go(run: Run) -> None:
    """A table of what was charged in all: with four fifths of it, it would be wrong."""
    files = {
        **FILES,
        "bill.csv": "id,amount\na,0.23\nb,0.13\n",
        "lightmeter.toml": OWN.format("0.8"),
    }
    arguments = ("reconcile", "a.jsonl", "--charges", "bill.csv")
    first = run(*arguments, "--format", "json", files=files)
    (suggestion,) = json.loads(first.stdout)["suggestions"]

    own = {"own.txt": suggestion["toml"], "lightmeter.toml": ""}
    second = run(*arguments, "--overlay", "own.txt", files=own)

    assert suggestion["toml"].startswith('# In place of these under cost.rates: "contract 7"\n')
    assert second.exit_code == 0


def test_what_is_known_from_an_estimate_alone_exits_with_1(run: Run) -> None:
    """No charge has been seen; the sum is marked like the row."""
    answer = '{"id": "a", "response": {"task_id": "t", "status": "queued", "cost_estimate": 0.2}}'
    files = {"a.jsonl": LINES.splitlines()[0], "log.jsonl": answer}
    result = run("reconcile", "a.jsonl", "--charges", "log.jsonl", files=files)

    assert result.exit_code == 1
    assert (
        "acme   $0.20      ≈ $0.20  $0.00       1 request, 1 of them known from cost_estimate alone"
        in result.stdout
    )
    assert "1 matches; 1 known from cost_estimate alone, which is no charge\n" in result.stdout


def test_a_charge_without_a_request_and_an_amount_is_counted(run: Run) -> None:
    files = {**FILES, "bill.csv": "id,amount,currency\na,0.2,USD\nb,0.1,USD\nx,,USD\n"}
    result = run("reconcile", "a.jsonl", "--charges", "bill.csv", files=files)

    assert result.exit_code == 1
    assert "without a request: 1 charge, without an amount\n" in result.stdout


DATED = """\
[[cost.rates]]
provider = "acme"
multiply = "0.8"
source = "contract of July"
until = 2026-07-31

[[cost.rates]]
provider = "acme"
multiply = "0.5"
source = "contract of August"
from = 2026-08-01
"""


def test_a_charge_is_held_against_the_rates_of_its_day(run: Run) -> None:
    """$0.20 times 0.8 in July, $0.10 times 0.5 in August."""
    bill = "id,amount,currency,date\na,0.16,USD,2026-07-15\nb,0.05,USD,2026-08-02\n"
    files = {**FILES, "bill.csv": bill, "lightmeter.toml": DATED}
    result = run("reconcile", "a.jsonl", "--charges", "bill.csv", files=files)

    assert (result.exit_code, result.stderr) == (0, "")
    assert "    at the rates of 2026-07-15\n" in result.stdout
    assert "own rate: contract of July, for 1 request\n" in result.stdout
    assert "own rate: contract of August, for 1 request\n" in result.stdout
    assert "listed at acme for what was charged: $0.30\n" in result.stdout


def test_what_is_suggested_holds_for_the_days_of_its_rates(run: Run) -> None:
    """Half of four fifths in July; August is charged as it was agreed."""
    bill = "id,amount,currency,date\na,0.08,USD,2026-07-15\nb,0.05,USD,2026-08-02\n"
    files = {**FILES, "bill.csv": bill, "lightmeter.toml": DATED}
    arguments = ("reconcile", "a.jsonl", "--charges", "bill.csv")
    first = run(*arguments, "--format", "json", files=files)
    (suggestion,) = json.loads(first.stdout)["suggestions"]

    second = run(*arguments, files={"lightmeter.toml": f"{DATED}\n{suggestion['toml']}"})

    assert suggestion["rate"]["minimum"] == "0.5"
    assert suggestion["toml"].endswith("until = 2026-07-31")
    assert second.exit_code == 0


def test_a_charge_without_a_day_says_which_rates_were_taken(run: Run) -> None:
    bill = "id,amount,currency\na,0.1,USD\nb,0.05,USD\n"
    files = {**FILES, "bill.csv": bill, "lightmeter.toml": DATED}
    arguments = ("reconcile", "a.jsonl", "--charges", "bill.csv", "--as-of", "2026-08-09")
    result = run(*arguments, files=files)

    assert result.exit_code == 0
    assert (
        "note: 2 charges have no date, and the settings' rates have; those of 2026-08-09 are taken"
        in result.stdout
    )


def test_every_format_names_own_rates_and_what_is_listed(run: Run) -> None:
    """Four fifths of $0.20 and of $0.10."""
    bill = "id,amount,currency\na,0.16,USD\nb,0.08,USD\n"
    files = {**FILES, "bill.csv": bill, "lightmeter.toml": OWN.format("0.8")}
    arguments = ("reconcile", "a.jsonl", "--charges", "bill.csv", "--format")
    text, markdown, table, data = (
        run(*arguments, form, files=files).stdout for form in ("text", "markdown", "csv", "json")
    )

    first, second = csv.DictReader(io.StringIO(table))
    document = json.loads(data)
    assert "own rate: contract 7, for 2 requests\n" in text
    assert "- own rate: contract 7, for 2 requests\n" in markdown
    assert "listed at acme for what was charged: $0.30\n" in text
    assert (first["list_minimum"], first["list_maximum"], first["own_rates"]) == (
        *("0.2", "0.2"),
        "contract 7",
    )
    assert (second["list_minimum"], second["overlays"]) == ("0.1", "")
    assert document["rows"][0]["list"] == {"minimum": "0.2", "maximum": "0.2"}
    assert document["rows"][0]["own_rates"] == ["contract 7"]
    assert document["totals"][0]["list"] == {"minimum": "0.3", "maximum": "0.3"}


def test_a_link_to_a_bill_is_the_same_bill(run: Run) -> None:
    """Its charges name no task, so that twice would be one too many."""
    files = {**FILES, "bill.csv": "id,amount,currency\na,0.2,USD\nb,0.1,USD\n"}
    run("check", "a.jsonl", files=files)
    Path("link.csv").symlink_to("bill.csv")

    result = run("reconcile", "a.jsonl", "--charges", "bill.csv", "--charges", "link.csv")

    assert result.exit_code == 0


def picture(tier: str) -> dict[str, object]:
    """One of the nine of Vidgo's table."""
    given = {"prompt": "x", "size": "16:9", "quality": "high", "resolution": tier}
    return {"id": tier, "model": "gpt-image-2", "input": given}


def dog(tier: str) -> dict[str, object]:
    """One of the three of MindVideo's table."""
    given = {"prompt": "x", "size": "16:9", "resolution": tier}
    return {"id": tier, "model": "doubao-seedream-5-0-lite", "input": given}


@pytest.mark.parametrize(
    ("requests", "bill", "cases"),
    (
        ((picture("2K"), picture("4K")), "id,credits\n2K,20\n4K,41\n", 2),
        ((dog("2k"), dog("3k"), dog("4k")), "id,amount\n2k,0.03\n3k,0.04\n4k,0.07\n", 3),
    ),
)
def test_a_suggested_overlay_has_no_flaws(
    run: Run, requests: tuple[dict[str, object], ...], bill: str, cases: int
) -> None:
    """Where a part was charged, and where everything was: no reason is left for having no rate."""
    files: dict[str, str | bytes] = {
        "v.jsonl": "\n".join(map(json.dumps, requests)),
        "bill.csv": bill,
    }
    result = run("reconcile", "v.jsonl", "--charges", "bill.csv", "--format", "json", files=files)
    (suggestion,) = json.loads(result.stdout)["suggestions"]
    Path("own.toml").write_text(suggestion["toml"])

    checked = CliRunner().invoke(main, ["packs", "check", "own.toml"])
    tested = CliRunner().invoke(main, ["packs", "test", "own.toml"])

    assert ("no flaws" in checked.stdout, checked.exit_code) == (True, 0)
    assert (f"{cases} examples" in tested.stdout, tested.exit_code) == (True, 0)


def test_charges_that_match_exit_with_0(run: Run) -> None:
    files = {**FILES, "bill.csv": "id;cost\na;0.20\nb;0.1\n"}
    result = run("reconcile", "a.jsonl", "--charges", "bill.csv", files=files)

    assert (result.exit_code, result.stderr) == (0, "")


def test_answers_with_their_requests_need_no_path(run: Run) -> None:
    """Nor is the current directory looked at."""
    wrapper = {
        "id": "a",
        "request": {"model": "picture-1", "input": {"prompt": "x", "tier": "2K"}},
        "response": {"task_id": "t", "status": "succeeded", "cost_actual": "REPLACED"},
    }
    line = json.dumps(wrapper).replace('"REPLACED"', "0.20")
    result = run("reconcile", "--charges", "log.jsonl", files={"log.jsonl": line, "b.jsonl": LINES})

    expected = """\
REQUEST         MODEL           ESTIMATED  CHARGED  DIFFERENCE  OUTCOME
log.jsonl:1  a  acme/picture-1  $0.20      $0.20    $0.00       matches

TOTAL  ESTIMATED  CHARGED  DIFFERENCE
acme   $0.20      $0.20    $0.00       1 request

1 request held against log.jsonl: 1 matches
note: no currency is said by cost_actual at acme (1 charge); that of the estimates is taken, USD
"""
    assert (result.exit_code, result.stdout, result.stderr) == (0, expected, "")


def test_the_provider_of_settings_counts_for_requests_in_answers(run: Run) -> None:
    line = (
        '{"request": {"model": "gpt-image-2", "input": {"prompt": "x"}}, "response": {"cost": 2}}'
    )
    files = {"log.jsonl": line, "lightmeter.toml": '[providers]\n"log.jsonl" = "vidgo"\n'}
    result = run("reconcile", "--charges", "log.jsonl", files=files)

    assert "vidgo/gpt-image-2" in result.stdout


def test_a_rejected_request_exits_with_1(run: Run) -> None:
    files = {"a.json": '{"model": "picture-1", "id": "a", "input": {}}', "bill.csv": "id,cost\n"}
    result = run("reconcile", "a.json", "--charges", "bill.csv", files=files)

    assert result.exit_code == 1
    assert "the request is rejected, so that it has no estimate" in result.stdout


def test_charges_in_a_directory_are_not_read_as_requests(run: Run) -> None:
    """Though one has members that requests have."""
    line = '{"model": "picture-1", "input": {}, "id": "a", "cost_actual": 0.20}\n'
    files = {"work/a.jsonl": LINES.partition("\n")[0], "work/log.jsonl": line}
    result = run("reconcile", "work", "--charges", "work/log.jsonl", files=files)

    assert (result.exit_code, result.stderr) == (0, "")


def test_charges_from_standard_input(run: Run) -> None:
    result = run(
        "reconcile", "a.jsonl", "--charges", "-", stdin="id,cost\na,0.2\nb,0.1\n", files=FILES
    )
    both = run("reconcile", "-", "--charges", "-", stdin="id,cost\n")

    assert result.exit_code == 0
    assert both.exit_code == 2
    assert both.stderr == (
        "lightmeter: standard input can be requests or charges, not both; name a file\n"
    )


def test_a_file_that_is_named_twice_is_read_once(run: Run) -> None:
    files = {**FILES, "bill.csv": "id,cost\na,0.20\nb,0.10\n"}
    result = run(
        "reconcile", "a.jsonl", "--charges", "bill.csv", "--charges", "./bill.csv", files=files
    )

    assert result.exit_code == 0


def test_a_bill_that_cannot_be_used_exits_with_2(run: Run) -> None:
    """One line and the place, and no report."""
    files = {**FILES, "bad.csv": "id,cost\na,1.2.3\n", "bare.csv": "cost\n1\n", "bad.json": '{"a":'}
    arguments = ("reconcile", "a.jsonl", "--charges")
    bad, bare = run(*arguments, "bad.csv", files=files), run(*arguments, "bare.csv")
    broken, gone = run(*arguments, "bad.json"), run(*arguments, "gone.csv")

    assert [it.exit_code for it in (bad, bare, broken, gone)] == [2, 2, 2, 2]
    assert [it.stdout for it in (bad, bare, broken, gone)] == ["", "", "", ""]
    assert bad.stderr == (
        'lightmeter: bad.csv:2:3: cost is "1.2.3", with signs between its digits; write digits and'
        " one decimal point\n    a,1.2.3\n      ^^^^^\n"
    )
    assert bare.stderr == (
        "lightmeter: bare.csv: no column or member names the request; say which does with --column"
        " id=NAME, or match by order with --in-order\n"
    )
    assert broken.stderr.startswith("lightmeter: bad.json:1:")
    assert gone.stderr == "lightmeter: gone.csv: cannot be read: No such file or directory\n"


def test_options_that_make_no_sense_are_said(run: Run) -> None:
    arguments = ("reconcile", "a.jsonl", "--charges", "bill.csv", "--column")
    kind, form = run(*arguments, "amout=x", files=FILES), run(*arguments, "x")
    without = run("reconcile", "a.jsonl")

    assert [it.exit_code for it in (kind, form, without)] == [2, 2, 2]
    assert "amout is not known" in kind.stderr
    assert "did you mean amount?" in kind.stderr
    assert "x is not understood; write KIND=NAME, amount=Total" in form.stderr
    assert "--charges is missing" in without.stderr


def test_order_and_columns(run: Run) -> None:
    files = {**FILES, "bill.csv": "Total due\n0.20\n0.10\n"}
    arguments = ("reconcile", "a.jsonl", "--charges", "bill.csv", "--in-order")
    result = run(*arguments, "--column", "amount=Total due", files=files)

    assert result.exit_code == 0
    assert "note: 2 charges matched by order, as nothing else tells\n" in result.stdout


def test_files_that_cannot_be_read_are_said(run: Run) -> None:
    result = run("reconcile", "a.json", "--charges", "bill.csv", files={**FILES, "a.json": "{"})

    assert result.exit_code == 1
    assert " error syntax " in result.stderr


def test_secrets_are_not_shown(run: Run) -> None:
    """In no format, wherever they stand."""
    key = "mv_live_abcdefghijklmn0123456789"
    line = json.dumps(
        {
            "id": key,
            "request": {"model": "picture-1", "input": {"prompt": key}},
            "response": {"task_id": key, "cost_actual": 1, "request_id": key},
        }
    )
    files = {"log.jsonl": line, "bill.csv": f"id,cost,provider,model\n{key},1,{key},{key}\n"}
    for form in ("text", "json", "csv", "markdown"):
        result = run(
            *("reconcile", "--charges", "log.jsonl", "--charges", "bill.csv", "--format", form),
            files=files,
        )

        assert result.exit_code == 1
        assert "unknown" in result.stdout
        assert key[:14] not in result.stdout + result.stderr


def test_csv_has_a_row_for_each_request_and_stray_charge(run: Run) -> None:
    result = run("reconcile", "a.jsonl", "--charges", "bill.csv", "--format", "csv", files=FILES)

    rows = list(csv.DictReader(io.StringIO(result.stdout)))

    assert [(it["outcome"], it["id"], it["charged"], it["difference"]) for it in rows] == [
        ("below", "a", "0.16", "-0.04"),
        ("below", "b", "0.08", "-0.02"),
        ("unknown", "c", "0.05", ""),
    ]
    assert rows[0]["effective"] == "tier 2K"
    assert (rows[2]["source"], rows[2]["charge_source"], rows[2]["charge_line"]) == (
        "",
        "bill.csv",
        "4",
    )


def test_csv_has_no_formulas(run: Run) -> None:
    files = {**FILES, "bill.csv": "id,cost\n=1+2,1\n"}
    result = run("reconcile", "a.jsonl", "--charges", "bill.csv", "--format", "csv", files=files)

    assert ",'=1+2," in result.stdout


def test_markdown_shows_what_differs(run: Run) -> None:
    files = {**FILES, "bill.csv": "id,cost\na,0.2\nb,0.12\n"}
    result = run(
        "reconcile", "a.jsonl", "--charges", "bill.csv", "--format", "markdown", files=files
    )

    expected = """\
### Charges and estimates do not agree

| total | estimated | charged | difference | of |
| --- | --- | --- | --- | --- |
| acme | $0.30 | $0.32 | +$0.02 | 2 requests |

| request | id | model | estimated | charged | difference | outcome |
| --- | --- | --- | --- | --- | --- | --- |
| `a.jsonl:2` | `b` | acme/picture-1 | $0.10 | $0.12 | +$0.02 | above |

2 requests held against bill.csv: 1 matches, 1 above

- no currency is said by cost at acme (2 charges); that of the estimates is taken, USD
"""
    assert result.exit_code == 1
    assert result.stdout.startswith(expected)
    toml = result.stdout.partition("```toml\n")[2].partition("```")[0]
    assert tomli.loads(toml)["models"]["picture-1"]["billing"][0]["item"] == "image"


def test_json_is_data(run: Run) -> None:
    """Amounts are texts, and what is not known is null."""
    result = run("reconcile", "a.jsonl", "--charges", "bill.csv", "--format", "json", files=FILES)
    document = json.loads(result.stdout)

    assert (document["version"], document["agrees"], document["charges"]) == (
        1,
        False,
        ["bill.csv"],
    )
    assert document["rows"][0]["estimated"] == {"minimum": "0.2", "maximum": "0.2"}
    assert document["rows"][0]["charged"] == "0.16"
    assert document["rows"][2]["estimated"] == {"minimum": None, "maximum": None}
    assert document["totals"][1]["difference"] == {"minimum": "-0.06", "maximum": "-0.06"}
    assert document["summary"] == {
        **dict.fromkeys(("matches", "above", "unpriced", "refunded"), 0),
        **dict.fromkeys(("failed", "not-charged", "ambiguous"), 0),
        "below": 2,
        "unknown": 1,
    }


def test_colour_leaves_the_columns_where_they_are(run: Run) -> None:
    arguments = ("reconcile", "a.jsonl", "--charges", "bill.csv", "--color")
    plain = run(*arguments, "never", files=FILES).stdout
    coloured = run(*arguments, "always").stdout

    assert "\x1b[" in coloured
    for code in ("0", "1", "2", "32", "1;31", "1;33"):
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert coloured == plain
