# ruff: noqa: E501 - the lines of a report are as long as they are

import re
from collections.abc import Callable
from decimal import Decimal

import attrs
import pytest

from lightmeter.advice.model import Advice
from lightmeter.advice.together import SharedAdvice
from lightmeter.batch_report import BatchReport
from lightmeter.checker import Checker, Input
from lightmeter.diagnostic import Change
from lightmeter.estimate.list_price import ListPrice
from lightmeter.report.cost_table import render
from lightmeter.report.cost_view import By, CostView, Screen
from lightmeter.report.display import text_width
from lightmeter.report.style import COLOURED, PLAIN

Check = Callable[[dict[str, str | bytes]], BatchReport]

LINES = (
    '{"model": "picture-1", "id": "a", "input": {"prompt": "x", "resolution": "4K"}}\n'
    '{"model": "picture-1", "input": {"prompt": "x"}}\n'
    '{"model": "picture-1", "input": {"size": "9"}}\n'
    '{"model": "film-1", "input": {"seconds": 1200}}\n'
    '{"model": "radio-7", "input": {}}\n'
)


def test_a_whole_table(check: Check) -> None:
    """A row for each request, then totals, what is not in them, footnotes, sources."""
    expected = """\
REQUEST        MODEL           EFFECTIVE                  QUANTITY              AMOUNT       USD  NOTES
a.jsonl:1   a  acme/picture-1  quality low, tier 2K        1 image           4 credits    $0.02
a.jsonl:2      acme/picture-1  quality low, tier 1K        1 image           1 credit     $0.005  [1]
a.jsonl:3      acme/picture-1                                                                     rejected
a.jsonl:4      acme/film-1                           1,200 seconds          not priced            [2]
a.jsonl:5      radio-7                                                                            not checked, provider not known

total acme                                                          at least 5 credits  ≥ $0.025

1 request not priced, or in part: more than the total may be charged
1 request not checked, not in the total: nothing is known of the price
1 request has no known provider and may add to every total
1 request rejected, not in the total; lightmeter check says why

[1] in 1 request, assumed: resolution is not sent, 1K is assumed (inferred); to be sure, set
    resolution
[2] in 1 request, not priced: film: the guide states no rate

rates: Picture guide#prices (read 2026-01-03), documented
1 acme credit = $0.005: Picture guide#credits (read 2026-01-03), observed
"""
    assert render(check({"a.jsonl": LINES})) == expected


def test_ranges_in_dollars_and_several_items(check: Check) -> None:
    """Billed items are a footnote; what has no rate keeps the sum open; dollars stand once."""
    expected = """\
REQUEST     MODEL              QUANTITY          AMOUNT  NOTES
a.json:1    acme/reel-1  1 to 5 seconds  at least $0.15  [1]-[3]

total acme               1 to 5 seconds  at least $0.15

1 request not priced, or in part: more than the total may be charged

[1] billed: video, 1 to 5 seconds at $0.10 = $0.10 to $0.50; sound, 1 reel at $0.05 = $0.05;
    seal, 1 seal without a rate
[2] assumed: seconds is not sent, a reel has 1 to 5 (inferred); to be sure, set seconds
[3] not priced: seal: nobody says

rates: Reel guide (read 2026-01-03), documented
"""
    assert render(check({"a.json": '{"model": "reel-1", "input": {}}'})) == expected


def test_a_payload_given_as_data(checker: Checker) -> None:
    """A request without a text is called what it is."""
    report = checker.check({"model": "film-1", "input": {"seconds": 1}})

    expected = """\
REQUEST     MODEL        QUANTITY      AMOUNT  NOTES
payload     acme/film-1  1 second  not priced  [1]

total acme               1 second  not priced

1 request not priced, or in part: more than the total may be charged

[1] not priced: film: the guide states no rate
"""
    assert render(BatchReport((report,), (), {})) == expected


def test_no_requests() -> None:
    """Without a request there is no table, and nobody takes that for a price."""
    assert render(BatchReport((), (), {})) == "no requests were read\n"


def test_what_two_hundred_requests_have_in_common_is_said_once(check: Check) -> None:
    text = render(check({"a.jsonl": '{"model": "picture-1", "input": {"prompt": "x"}}\n' * 200}))

    assert text.count("resolution is not sent") == 1
    assert "\n[1] in 200 requests, assumed: resolution is not sent" in text
    assert text.count("  [1]\n") == 200


def test_what_is_not_charged_again_stands_in_brackets_and_in_no_sum(check: Check) -> None:
    line = '{"model": "picture-1", "input": {"prompt": "x", "resolution": "1K"}}\n'
    report = check({"a.jsonl": line * 2})
    first, second = report.reports
    text = render(attrs.evolve(report, reports=(first, attrs.evolve(second, repeats=True))))

    assert (
        text
        == """\
REQUEST     MODEL           EFFECTIVE             QUANTITY      AMOUNT       USD  NOTES
a.jsonl:1   acme/picture-1  quality low, tier 1K   1 image   1 credit    $0.005
a.jsonl:2   acme/picture-1  quality low, tier 1K   1 image  (1 credit)  ($0.005)  not charged again

total acme                                         1 image   1 credit    $0.005

1 request repeats an earlier one by its idempotency key and is not charged again, nor in the total

rates: Picture guide#prices (read 2026-01-03), documented
1 acme credit = $0.005: Picture guide#credits (read 2026-01-03), observed
"""
    )


FILES: dict[str, str | bytes] = {
    "shots/a.jsonl": '{"model": "picture-1", "input": {"prompt": "x", "resolution": "2K"}}\n' * 3,
    "b.jsonl": (
        '{"model": "reel-1", "input": {"seconds": 3}}\n'
        '{"model": "picture-1", "input": {"prompt": 1}}\n'
        '{"model": "radio-7", "input": {}}\n'
    ),
}


def test_files_with_a_line_for_each_provider_and_currency(check: Check) -> None:
    """What is not known of a file leaves the sums of that file alone open, and every total."""
    text = render(check(FILES), PLAIN, CostView(By.FILE))

    expected = """\
FILE           PROVIDER  REQUESTS   QUANTITY               AMOUNT             USD  SHARE  NOTES
shots/a.jsonl  acme             3   3 images           12 credits           $0.06    15%
b.jsonl        acme             2  3 seconds       at least $0.35         ≥ $0.35    85%  [1] 1 not priced, 1 rejected
b.jsonl                         1                                                         1 not checked

total acme                      1  3 seconds       at least $0.35         ≥ $0.35
total acme                      4   3 images  at least 12 credits         ≥ $0.06
total                                                              at least $0.41

"""
    assert text.startswith(expected)


@pytest.mark.parametrize("by", list(By))
def test_what_is_printed_adds_up_to_what_is_printed(check: Check, by: By) -> None:
    """To the last digit: the column of dollars, and its total."""
    dear = '{"model": "picture-1", "input": {"prompt": "x", "resolution": "1K"}}\n'
    report = check({"a.jsonl": dear * 7, "b.jsonl": '{"model": "reel-1", "input": {}}\n' * 3})
    rows, totals = render(report, PLAIN, CostView(by)).split("\n\n")[:2]

    assert sum(_dollars(rows)) == _dollars(totals)[-1] == Decimal("0.485")


def _dollars(lines: str) -> list[Decimal]:
    """The last amount in dollars of each line: of a range or an open one the lowest."""
    found = (re.findall(r"\$([0-9.]+)", line) for line in lines.splitlines())
    return [Decimal(it[-1]) for it in found if it]


def test_no_total_in_dollars_without_a_known_value(check: Check) -> None:
    """It is said whose amounts are the reason."""
    report = check(FILES)
    for it in report.reports:
        if it.estimate is not None:
            it._estimate = attrs.evolve(it.estimate, usd=None)
    text = render(report)

    assert "\ntotal  " not in text
    assert (
        "no total in USD: what credits at acme are worth in dollars is not known; settle it under [cost.credits] in the settings\n"
        in text
    )


def test_a_terminal_has_bars_and_a_pipe_has_none(check: Check) -> None:
    """Bars are as long as their share; each row takes as many columns as there are, or fewer."""
    text = render(check(FILES), PLAIN, CostView(By.FILE, Screen(160)))

    # 6 and 35 of 41 cents; of 16 columns 18.7 and 109.3 eighths.
    assert "  ██▍               15%\n" in text
    assert "  █████████████▋    85%  [1] 1 not" in text
    assert max(map(text_width, text.split("\n\n")[0].splitlines())) <= 160
    assert "█" not in render(check(FILES), COLOURED, CostView(By.FILE))
    assert "█" not in render(check(FILES), PLAIN, CostView(By.FILE, Screen(160, blocks=False)))


def test_a_narrow_terminal_clips_words_and_never_a_number(check: Check) -> None:
    """Columns go before an amount does, and what says most of a name stays."""
    files: dict[str, str | bytes] = {"shots/of/the/coming/campaign.jsonl": LINES}
    text = render(check(files), PLAIN, CostView(screen=Screen(80)))

    table = text.split("\n\n")[0].splitlines()
    assert max(map(text_width, table)) <= 80
    assert table[0].split() == ["REQUEST", "MODEL", "AMOUNT", "USD", "NOTES"]
    assert table[1].endswith("4 credits    $0.02")
    assert table[1].startswith("…ign.jsonl:1  a  acme…cture-1 ")


MIXED = (
    '{"provider": "vidgo", "id": "unfinished", "model": "gpt-image-2", "input": {"prompt": "a"}}\n'
    '{"provider": "vidgo", "model": "seedance-2", "input": {"prompt": "a", "duration": 5, "resolution": "720p"}}\n'
    '{"provider": "poyo", "id": "p4", "model": "seedream-5.0-lite", "input": {"prompt": "a", "n": 4}}\n'
    '{"provider": "mindvideo", "model": "doubao-seedream-5-0-lite",'
    ' "input": {"prompt": "a", "resolution": "2k", "sequential_image_generation": "auto"}}\n'
)


@pytest.mark.parametrize("by", list(By))
@pytest.mark.parametrize("columns", (80, 100, 120))
def test_a_run_of_all_providers_fits(by: By, columns: int) -> None:
    """Credits and dollars, ranges and sums that are open; no digit of them is lost."""
    report = Checker().check_inputs([Input("shots/of/the/campaign.jsonl", MIXED.encode())])
    table, totals = render(report, PLAIN, CostView(by, Screen(columns))).split("\n\n")[:2]

    assert len(report.totals) == 3
    assert max(map(text_width, (table + "\n" + totals).splitlines())) <= columns
    # Five for one of four images or for each, and 0.0315 for one of fifteen or for each.
    for amount in ("at least 2 credits", "5 to 20 credits", "$0.0315 to $0.4725"):
        assert amount in table + totals


def test_the_last_of_the_effective_values_is_read_before_quantities(check: Check) -> None:
    """What is billed for what was asked for; names are clipped for it first, and quantities go."""
    files: dict[str, str | bytes] = {"shots/of/the/coming/campaign.jsonl": LINES.splitlines()[0]}
    line = render(check(files), PLAIN, CostView(screen=Screen(70))).splitlines()[1]

    assert line == ("…aign.jsonl:1  a  acme…cture-1  quality low, tier 2K  4 credits  $0.02")


def test_the_column_of_dollars_goes_last_and_their_total_stays(check: Check) -> None:
    """Where there is no room for amounts twice, the sum stands below those that it is of."""
    text = render(check(FILES), PLAIN, CostView(By.FILE, Screen(73, blocks=False)))

    expected = """\
FILE          PROVIDER  REQUESTS               AMOUNT  SHARE  NOTES
…ots/a.jsonl  acme             3           12 credits    15%
b.jsonl       acme             2       at least $0.35    85%  [1] 1 not …
b.jsonl                        1                              1 not chec…

total acme                     1       at least $0.35
total acme                     4  at least 12 credits
total                                  at least $0.41

"""
    assert text.startswith(expected)


def test_a_terminal_without_signs_beyond_ascii(check: Check) -> None:
    """Words and points stand for them, and columns are still straight."""
    files: dict[str, str | bytes] = {"shots/of/the/coming/campaign.jsonl": LINES}
    text = render(check(files), PLAIN, CostView(screen=Screen(80, blocks=False, signs=False)))

    assert text.isascii()
    table = text.split("\n\n")[0].splitlines()
    assert table[1].startswith("...n.jsonl:1  a  acme...ure-1 ")
    assert text.split("\n\n")[1].endswith("  at least 5 credits  >= $0.025")
    assert table[0].index("NOTES") - 2 == len(text.split("\n\n")[1])
    assert render(check(files)).count("≥") == 1


BROKEN: dict[str, str | bytes] = {
    "a.jsonl": '{"model": "picture-1", "input": {"prompt": "x", "resolution": "1K"}}\n{,}\n',
    "bad.json": "{bad",
    "b.jsonl": '{"model": "picture-1", "input": {"prompt": "x", "resolution": "1K"}}\n',
}


def test_what_could_not_be_read_leaves_totals_open(check: Check) -> None:
    """A line and a file: who sees the total alone sees that it is not all."""
    lines = render(check(BROKEN)).splitlines()

    assert "total acme" + " " * 40 + "2 images  at least 2 credits  ≥ $0.01" in lines
    assert (
        "2 files or lines hold no request that could be read, not in the total: nothing is known of"
        " the price"
    ) in lines


def test_a_file_with_a_broken_line_is_open_and_others_are_not(check: Check) -> None:
    lines = render(check(BROKEN), PLAIN, CostView(By.FILE)).splitlines()

    assert lines[1:3] == [
        "a.jsonl            1  1 image   at least 1 credit   ≥ $0.005    50%",
        "b.jsonl            1  1 image            1 credit     $0.005    50%",
    ]


def test_what_is_not_charged_again_has_no_list_price(check: Check) -> None:
    """Its column adds up, too: 2 credits are listed, and only those are to be paid once."""
    line = '{"model": "picture-1", "input": {"prompt": "x", "resolution": "1K"}}\n'
    report = check({"a.jsonl": line * 3})
    own = ListPrice(Decimal(2), Decimal(2))
    for it in report.reports[::2]:
        assert it.estimate is not None
        it._estimate = attrs.evolve(it.estimate, list_price=own)
    first, second, third = report.reports
    again = attrs.evolve(third, repeats=True)
    again._estimate = third.estimate
    text = render(attrs.evolve(report, reports=(first, second, again)))

    table = [re.split(r"  +", it) for it in text.split("\n\n")[0].splitlines()]
    assert [it[4:7] for it in table[1:]] == [
        ["1 credit", "$0.005", "2 credits"],
        ["1 credit", "$0.005", "1 credit"],
        ["(1 credit)", "($0.005)", "not charged again, own rate"],
    ]
    assert re.search(r"\ntotal acme .* 2 credits +\$0.01 +3 credits\n", text)


def test_colour_takes_no_columns(check: Check) -> None:
    """Without its escape sequences a coloured report is the plain one."""
    report = check({"a.jsonl": LINES})
    coloured = render(report, COLOURED)

    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render(report)
    assert "\x1b[1;31mrejected\x1b[0m\n" in coloured


def test_advice_stands_below_the_footnotes(check: Check) -> None:
    one = Advice(
        kind="same-for-less",
        changes=(Change(("input", "resolution"), "set", "1K"),),
        saving_minimum=Decimal(3),
        saving_maximum=Decimal(4),
        minimum=Decimal(1),
        maximum=Decimal(1),
        currency="credits",
        text="set resolution to 1K",
    )
    view = CostView(advice=(SharedAdvice(one, (0, 1)), SharedAdvice(one, (1,))))
    text = render(check({"a.jsonl": LINES}), PLAIN, view)

    assert (
        "no rate\n\nadvice for 2 requests, which saves 6 to 8 credits together: set resolution to 1K"
        "\nadvice for a.jsonl:2: set resolution to 1K\n\nrates:"
    ) in text


def test_what_looks_like_a_key_is_hidden(rich: BatchReport) -> None:
    for by in By:
        text = render(rich, PLAIN, CostView(by))

        assert "sk-abc" not in text
        assert all(it == "\n" or it.isprintable() for it in text)
