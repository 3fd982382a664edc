from collections.abc import Callable

import attrs

from lightmeter.batch_report import BatchReport
from lightmeter.checker import Checker
from lightmeter.diagnostic import Diagnostic, Related, Severity
from lightmeter.report.style import COLOURED
from lightmeter.report.text import render

Check = Callable[[dict[str, str | bytes]], BatchReport]

SHOTS = """\
provider = "acme"

[defaults]
model = "picture-1"

[defaults.input]
quality = "low"

[[requests]]
id = "espresso"
[requests.input]
prompt = "A silver espresso machine"
resolution = "4K"

[[requests]]
id = "latte"
[requests.input]
prompt = "A latte"
size = "1:3"

[[requests]]
input = { prompt = "A ristretto" }
"""


def test_a_whole_report(check: Check) -> None:
    """Frames first, then what was not checked, then costs, then the sum."""
    expected = """\
warning: acme/picture/billed-as-2k
  resolution 4K is billed as 2K: size 1:1 is square; set resolution to 2K
  --> shots.toml:13:14 (espresso)
   |
11 | [requests.input]
...
13 | resolution = "4K"
   |              ^^^^
   = fix (unsafe): set resolution to "2K"
   = source: Picture guide#resolutions (read 2026-01-03), documented

error: acme/picture/enum
  size is "1:3", picture-1 accepts 1:1, 16:9
  --> shots.toml:19:8 (latte)
   |
17 | [requests.input]
...
19 | size = "1:3"
   |        ^^^^^
   = source: Picture guide#limits (read 2026-01-03), documented

not checked in shots.toml:15 latte: billed-as-2k, because size was rejected

shots.toml:9   espresso  acme/picture-1  quality low, tier 2K  4 credits ($0.02)
shots.toml:21            acme/picture-1  quality low, tier 1K  1 credit ($0.005), on 1 assumption
assumed: resolution is not sent, 1K is assumed

3 requests in 1 file: 1 error, 1 warning; 1 rejected; total 5 credits ($0.025)
1 fixable with --fix --unsafe-fixes
"""
    assert render(check({"shots.toml": SHOTS})) == expected


def test_a_clean_run_is_two_lines(check: Check) -> None:
    """Where nothing is wrong there is the price and the sum."""
    text = 'provider = "acme"\nmodel = "picture-1"\n[input]\nprompt = "x"\nresolution = "1K"\n'

    expected = """\
a.toml:1  acme/picture-1  quality low, tier 1K  1 credit ($0.005)

1 request in 1 file: no problems; total 1 credit ($0.005)
"""
    assert render(check({"a.toml": text})) == expected


def test_an_inherited_value_is_shown_where_it_is_written(check: Check) -> None:
    """The frame shows the default and the request that inherits it."""
    text = """\
provider = "acme"
[defaults]
model = "picture-1"
input.quality = "best"
[[requests]]
id = "a"
input.prompt = "x"
"""
    expected = """\
error: acme/picture/enum
  quality is "best", picture-1 accepts low, high
 --> a.toml:4:17 (a)
  |
2 | [defaults]
...
4 | input.quality = "best"
  |                 ^^^^^^
5 | [[requests]]
  | ------------ inherited by this request
  = source: Picture guide#limits (read 2026-01-03), documented

1 request in 1 file: 1 error
"""
    assert render(check({"a.toml": text})) == expected


def test_json_has_no_table_headers(check: Check) -> None:
    """In JSON the line itself is all there is to show; a missing member is at its object."""
    text = '{\n  "provider": "acme",\n  "model": "picture-1",\n  "input": {}\n}\n'

    expected = """\
error: acme/picture/required
  prompt is missing, picture-1 requires it; add it
 --> a.json:4:12
  |
4 |   "input": {}
  |            ^
  = source: Picture guide#limits (read 2026-01-03), documented

1 request in 1 file: 1 error
"""
    assert render(check({"a.json": text})) == expected


def test_unpriced_and_unchecked_requests_are_said_plainly(check: Check) -> None:
    """What has no price or was not checked is neither free nor fine."""
    film = '{"provider": "acme", "model": "film-1", "input": {"seconds": 5}}\n'
    other = '{"provider": "acme", "model": "radio-7", "id": "r", "input": {}}\n'
    picture = (
        '{"provider": "acme", "model": "picture-2", "input": {"prompt": "x", "resolution": "2K"}}\n'
    )

    expected = """\
warning: unknown-model
  model "radio-7" is in no pack of acme: its input was not checked and its price is not known
 --> a.jsonl:2:31 (r)
  |
2 | {"provider": "acme", "model": "radio-7", "id": "r", "input": {}}
  |                               ^^^^^^^^^

a.jsonl:1     acme/film-1                           not priced
a.jsonl:2  r  acme/radio-7                          not checked
a.jsonl:3     acme/picture-2  quality low, tier 2K  4 credits ($0.02)
not priced: the guide states no rate

3 requests in 1 file: 1 warning; 1 not checked; total at least 4 credits (at least $0.02)
"""
    assert render(check({"a.jsonl": film + other + picture})) == expected


def test_a_text_that_cannot_be_read(check: Check) -> None:
    """A syntax error has a frame; the other files are reported all the same."""
    report = check({"b.json": "", "a.json": '{"model": "picture-1", "input": {"prompt": "x"}}'})

    expected = """\
error: empty
  the text is empty; a JSON document holds one object: { }
 --> b.json:1:1
  |
1 |
  | ^

a.json:1  acme/picture-1  quality low, tier 1K  1 credit ($0.005), on 1 assumption
assumed: resolution is not sent, 1K is assumed

1 request in 2 files: 1 error; total at least 1 credit (at least $0.005)
"""
    assert render(report) == expected


def test_long_lists_are_cut(check: Check) -> None:
    """A thousand accepted requests are ten rows; the sum counts them all."""
    line = '{"model": "picture-1", "input": {"prompt": "%s", "resolution": "2K"}}\n'
    text = "".join(line % number for number in range(1000))
    lines = render(check({"a.jsonl": text})).splitlines()

    assert len(lines) == 12
    assert lines[0] == "a.jsonl:1  acme/picture-1  quality low, tier 2K  4 credits ($0.02)"
    assert lines[9:] == [
        "… and 991 more; lightmeter cost lists them all",
        "",
        "1,000 requests in 1 file: no problems; total 4000 credits ($20.00)",
    ]


def test_a_payload_given_as_data(checker: Checker) -> None:
    """Without a text there is a pointer instead of a line."""
    report = checker.check({"model": "picture-1", "input": {"prompt": "x", "size": "2:1"}})
    batch = BatchReport((report,), (), {})

    expected = """\
error: acme/picture/enum
  size is "2:1", picture-1 accepts 1:1, 16:9
 --> /input/size
  = source: Picture guide#limits (read 2026-01-03), documented

not checked: billed-as-2k, because size was rejected

1 request: 1 error
"""
    assert render(batch) == expected


def test_places_without_a_span_are_notes() -> None:
    """A related place that no frame can show is named beneath."""
    found = Diagnostic(
        "idempotency-key-reused",
        Severity.ERROR,
        "a\nb",
        source="b.toml",
        related=(
            Related("first used in a.toml"),
            Related("also here", pointer=("headers", "Idempotency-Key")),
        ),
        basis="inferred",
    )

    expected = """\
error: idempotency-key-reused
  a\\nb
 --> b.toml
  = note: first used in a.toml
  = note: also here at /headers/Idempotency-Key
  = source: none, inferred

0 requests in 1 file: 1 error
"""
    assert render(BatchReport((), (found,), {})) == expected


def test_secrets_are_never_shown(check: Check) -> None:
    """A key is masked in the frame, and where a message quotes it."""
    key = "sk-abcdefghijklmnop0123456789"
    text = (
        'provider = "acme"\nmodel = "picture-1"\n[input]\n'
        f'prompt = "x"\nquality = "{key}"\nnote = "{key} and more"\n'
    )
    shown = render(check({"a.toml": text}))

    assert "secret-in-file" in shown
    assert key[3:11] not in shown
    assert 'quality is "********", picture-1 accepts low, high' in shown
    assert f"5 | quality = {'*' * (len(key) + 2)}\n" in shown


def test_colour_is_only_added(check: Check) -> None:
    """Coloured text says the same; the sum bears the gravest severity."""
    report = check({"shots.toml": SHOTS})
    coloured = render(report, COLOURED)

    assert "\x1b[1;33mwarning\x1b[0m: \x1b[1macme/picture/billed-as-2k\x1b[0m" in coloured
    assert coloured.endswith(
        "\x1b[1;31m3 requests in 1 file: 1 error, 1 warning; 1 rejected;"
        " total 5 credits ($0.025)\x1b[0m\n"
        "\x1b[2m1 fixable with --fix --unsafe-fixes\x1b[0m\n"
    )
    plain = coloured
    for code in ("1;31", "1;33", "34", "1", "2", "0"):
        plain = plain.replace(f"\x1b[{code}m", "")
    assert plain == render(report)


def test_file_names_cannot_steer_the_terminal(check: Check) -> None:
    """Controls in names are escaped as they are everywhere."""
    report = check({"a\x1b[2J.toml": "x ="})

    assert " --> a\\x1b[2J.toml:1:4\n" in render(report)


def test_nothing_at_all() -> None:
    """A report of nothing is one line."""
    empty = BatchReport((), (), {})

    assert render(empty) == "0 requests: no problems\n"
    assert render(attrs.evolve(empty, left_out=("a.toml",))) == "0 requests: no problems\n"


def test_what_has_to_stay_for_others_is_not_counted_as_fixable(check: Check) -> None:
    """The picture asks for another name of what the film inherits too."""
    text = """\
[defaults.input]
qualty = "low"
[[requests]]
model = "picture-1"
input.prompt = "x"
"""
    film = '[[requests]]\nmodel = "film-1"\ninput.seconds = 1\n'

    alone, both = check({"a.toml": text}), check({"a.toml": text + film})
    assert [sum(it.fix is not None for it in made.diagnostics) for made in (alone, both)] == [1, 1]
    assert render(alone).endswith("\n1 fixable with --fix --unsafe-fixes\n")
    assert "fixable" not in render(both)
