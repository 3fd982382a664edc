# A case of a table is one line, however long its message.
# ruff: noqa: E501

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from lightmeter.checker import Checker
from lightmeter.judge.showing import show_value
from lightmeter.judge.words import WORDS

PACK = """
format = 1
id     = "acme/video"
source = "docs"

[sources.docs]
title = "Video API"
read  = "2026-01-02"

[models.video]
[models.strict]
additionalProperties = false
fields.mask.unsupported = "strict draws without a mask"

[request.headers.Idempotency-Key]
type        = "string"
recommended = "without it a retry is charged again"
idempotency = true

[request.body.callback_url]
type    = "string"
format  = "uri"
webhook = true

[fields.prompt]
type      = "string"
required  = true
minLength = 2
maxLength = 20
blank     = "blanks describe nothing"

[fields.tier]
type = "string"
enum = ["1K", "2K", "4K"]

[fields.quality]
type = "string"
enum = ["low", "medium", "high"]

[fields.ratio]
type     = "string"
enum     = ["auto", "1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "9:21", "21:9", "1:2", "2:1"]

[fields.size]
type      = "string"
template  = "{width:int}x{height:int}"
tolerates = ["upper-case", "blanks"]

[fields.frame]
type       = ["string", "object"]
enum       = ["auto"]
template   = "{width:int}x{height:int}"
properties = { width = { type = "integer", minimum = 16, required = true }, height = { type = "integer", maximum = 99, required = true } }

[fields.n]
type       = "integer"
minimum    = 2
maximum    = 8
multipleOf = 2

[fields.seed]
type = "integer"

[fields.choice]
type = "integer"
enum = [5, 10]

[fields.scale]
type    = "number"
minimum = 1
maximum = 4

[fields.audio]
type = "boolean"

[fields.either]
type = ["string", "integer"]

[fields.images]
type     = "array"
minItems = 1
maxItems = 2

[fields.images.items]
type  = "string"
media = { data_uri = "warning", other = "warning", extensions = ["jpg", "png"] }

[fields.draft]
type  = "string"
media = { data_uri = "info" }

[fields.old]
type       = "string"
deprecated = "write tier instead"

[fields.mask]
unsupported = "video has no masks"

[fields.note]
type        = "string"
recommended = "a note helps to find the run again"

[fields.options]
type                 = "object"
additionalProperties = false
properties           = { depth = { type = "integer", required = true }, width = { type = "integer" } }
"""

Say: TypeAlias = Callable[..., list[str]]


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Checker:
    place: Path = tmp_path_factory.mktemp("packs") / "acme"
    place.mkdir()
    (place / "video.toml").write_text(PACK)
    return Checker([place.parent])


@pytest.fixture
def say(checker: Checker) -> Say:
    """The messages about one request; what is always recommended is left out."""

    def run(
        model: str = "video",
        *,
        body: Mapping[str, Any] | None = None,
        headers: Mapping[str, Any] | None = None,
        **members: Any,
    ) -> list[str]:
        sent = {"prompt": "a cat", "note": "mine", **members}
        sent = {key: value for key, value in sent.items() if value is not ...}
        request = {"model": model, "input": sent, **(body or {})}
        report = checker.check(request, headers=headers or {"Idempotency-Key": "a"})
        return [it.message for it in report.diagnostics]

    return run


def test_a_request_without_fault_is_met_with_silence(say: Say) -> None:
    assert say() == []


ONE_OF_EACH: tuple[tuple[dict[str, Any], str], ...] = (
    # required
    ({"prompt": ...}, "prompt is missing, video requires it; add it"),
    ({"options": {}}, "depth is missing, video requires it; add it"),
    # type
    ({"prompt": 5}, "prompt is 5, a text is required; write it in quotes"),
    ({"prompt": Decimal("0.5")}, "prompt is 0.5, a text is required; write it in quotes"),
    ({"prompt": ["a cat"]}, "prompt is an array, a text is required"),
    ({"prompt": True}, "prompt is true, a text is required"),
    ({"prompt": None}, "prompt is null, which is a value of its own; give it a text"),
    ({"seed": None}, "seed is null, which is a value of its own; leave it out"),
    ({"seed": True}, "seed is true, an integer is required"),
    ({"seed": "5"}, 'seed is "5", an integer is required; write it without quotes'),
    ({"seed": "-5"}, 'seed is "-5", an integer is required; write it without quotes'),
    ({"seed": "five"}, 'seed is "five", an integer is required'),
    ({"seed": Decimal("3.9")}, "seed is 3.9, an integer is required"),
    ({"seed": 2**53}, "seed is 9007199254740992, an integer from -9007199254740991 to 9007199254740991 is required"),
    ({"seed": 10**400}, "seed is an integer of more than 60 digits, an integer from -9007199254740991 to 9007199254740991 is required"),
    ({"scale": "1.5"}, 'scale is "1.5", a number is required; write it without quotes'),
    ({"audio": 1}, "audio is 1, true or false is required"),
    ({"audio": "False"}, 'audio is "False", true or false is required; write it without quotes'),
    ({"images": "https://example.com/a.png"}, 'images is "https://example.com/a.png", an array is required; write it in brackets'),
    ({"images": [7]}, "images[0] is 7, a text is required; write it in quotes"),
    ({"either": []}, "either is an array, a text or an integer is required"),
    ({"options": "deep"}, 'options is "deep", an object is required'),
    # enum
    ({"quality": "ultra"}, 'quality is "ultra", video accepts low, medium, high'),
    ({"quality": "HIGH"}, 'quality is "HIGH", video accepts low, medium, high; did you mean high?'),
    ({"quality": "hihg"}, 'quality is "hihg", video accepts low, medium, high; did you mean high?'),
    ({"ratio": "7:5"}, 'ratio is "7:5", video accepts auto, 1:1, 2:3, 3:2, 3:4, 4:3, 4:5, 5:4, 9:16, 16:9, 9:21, 21:9 and 2 more'),
    ({"ratio": "16x9"}, 'ratio is "16x9", video accepts auto, 1:1, 2:3, 3:2, 3:4, 4:3, 4:5, 5:4, 9:16, 16:9, 9:21, 21:9 and 2 more; did you mean 16:9?'),
    ({"choice": 7}, "choice is 7, video accepts 5, 10"),
    # minimum, maximum, multiple-of
    ({"n": 0}, "n is 0, video accepts 2 or more"),
    ({"n": 10}, "n is 10, video accepts 8 or less"),
    ({"n": 3}, "n is 3, a multiple of 2 is required"),
    ({"scale": Decimal("0.5")}, "scale is 0.5, video accepts 1 or more"),
    ({"frame": "8x8"}, "the width of frame is 8, video accepts 16 or more"),
    ({"frame": "16x100"}, "the height of frame is 100, video accepts 99 or less"),
    ({"frame": {"width": 8, "height": 8}}, "width is 8, video accepts 16 or more"),
    # lengths
    ({"prompt": ""}, "prompt is empty, video requires 2 characters"),
    ({"prompt": "犬"}, "prompt has 1 character, video requires 2 or more"),
    ({"prompt": "x" * 21}, "prompt has 21 characters, video accepts 20 or less; shorten it by 1"),
    ({"images": []}, "images holds 0 items, video requires 1 or more; add one or leave it out"),
    ({"images": ["https://example.com/a.png"] * 4}, "images holds 4 items, video accepts 2 or less; take out 2"),
    # format, webhook
    ({"body": {"callback_url": "example.com"}}, 'callback_url is "example.com", a whole URL such as https://example.com/a is required'),
    ({"body": {"callback_url": "http://localhost/x"}}, 'callback_url is "http://localhost/x", which acme cannot call: localhost is a name of the local network; give a public http(s) address'),
    # what the pack says itself
    ({"mask": "a"}, "mask is not accepted by video: video has no masks"),
    ({"mask": "a", "model": "strict"}, "mask is not accepted by strict: strict draws without a mask"),
    ({"note": ...}, "note is not given: a note helps to find the run again"),
    ({"old": "1K"}, "old is deprecated: write tier instead"),
    ({"prompt": "  \t"}, "prompt holds nothing but blanks: blanks describe nothing"),
    # headers
    ({"headers": {"Other": "a"}}, "Idempotency-Key is not given: without it a retry is charged again"),
    ({"headers": {"idempotency-key": 5}}, "idempotency-key is 5, a text is required; write it in quotes"),
    (
        {"headers": {"Idempotency-Key": "run-1732100000"}},
        'Idempotency-Key is "run-1732100000", built from the clock: two requests of one second share it, and a retry a second later is charged again; give every request a key of its own',
    ),
    # media
    ({"images": ["data:image/png;base64,AAAA"]}, "images[0] is a data URI, acme speaks of URLs alone; upload the file and send its URL"),
    ({"draft": "data:image/png;base64,AAAA"}, "draft is a data URI, which acme takes where it is small; the URL of a hosted file is the safer choice"),
    ({"images": ["https://example.com/a.png", "b.png"]}, 'images[1] is "b.png", which acme cannot fetch; send the http(s) URL of a hosted file'),
    ({"images": ["https://example.com/a.webp"]}, "images[0] is a webp file by its name, video accepts jpg, png; convert it"),
    # unknown-field
    ({"colour": 1}, "colour is not documented for video: it is likely ignored, and the run still paid"),
    ({"promt": 1}, "promt is not documented for video: it is likely ignored, and the run still paid; did you mean prompt?"),
    ({"depth": 1}, "depth is not documented for video: it is likely ignored, and the run still paid; depth belongs in options"),
    ({"webhook": "x"}, "webhook is not documented for video: it is likely ignored, and the run still paid; callback_url belongs beside input, not in it"),
    ({"Idempotency_Key": "x"}, "Idempotency_Key is not documented for video: it is likely ignored, and the run still paid; Idempotency-Key is a header, not a member of the body"),
    ({"body": {"seed": 1}}, "seed is not documented for video: it is likely ignored, and the run still paid; seed belongs in input"),
    ({"options": {"depth": 1, "heigth": 1}}, "heigth is not accepted in options by video (accepted are depth, width); leave it out"),
    ({"options": {"depth": 1, "Width": 1}}, "Width is not accepted in options by video; did you mean width?"),
    ({"model": "strict", "colour": 1}, "colour is not accepted in input by strict (accepted are prompt, tier, quality, ratio, size, frame, n, seed, choice, scale, audio, either); leave it out"),
    # decimal-integer, spelling
    ({"n": 4.0}, "n is 4.0; the plain spelling is 4"),
    ({"size": "64X32"}, 'size is "64X32"; the plain spelling is "64x32"'),
    ({"size": " 064 x 32 "}, 'size is " 064 x 32 "; the plain spelling is "64x32"'),
)  # fmt: skip


@pytest.mark.parametrize(("members", "message"), ONE_OF_EACH)
def test_a_message_names_the_member_the_value_and_the_demand(
    say: Say, members: dict[str, Any], message: str
) -> None:
    assert say(**members) == [message]


def test_a_template_says_what_it_takes(say: Say) -> None:
    (message,) = say(size="large")

    assert message.startswith('size is "large", video accepts ')
    assert "WIDTHxHEIGHT" in message


def test_a_template_with_presets_names_both(say: Say) -> None:
    (message,) = say(frame="large")

    assert message.startswith('frame is "large", video accepts auto or ')
    assert "WIDTHxHEIGHT" in message


def test_a_missing_member_is_seen_in_the_unknown_one_beside_it(say: Say) -> None:
    assert say(prompt=..., promt="a cat") == [
        "prompt is missing, video requires it; promt looks like it",
        "promt is not documented for video: it is likely ignored, and the run still paid; did you mean prompt?",
    ]


def test_a_refused_member_is_never_meant(say: Say) -> None:
    assert say(masks="a") == [
        "masks is not documented for video: it is likely ignored, and the run still paid"
    ]


@pytest.mark.parametrize(
    "value", ("8K", "3K", "1.5K", "4", "K", "k4", "44K", "2 K4", "12K", "４K", "04K", "")
)
def test_no_tier_is_proposed_for_one_with_other_digits(say: Say, value: str) -> None:
    """4K is not 2K: a proposal with another digit would change what is made and paid."""
    (message,) = say(tier=value)
    proposed = message.partition("did you mean ")[2].rstrip("?")

    assert "".join(filter(str.isdigit, proposed)) in ("", "".join(filter(str.isdigit, value)))


@pytest.mark.parametrize("value", ("5:3", "8:3", "3:5", "9:15", "16:10", "6:9", "12:9"))
def test_no_ratio_is_proposed_for_one_with_other_digits(say: Say, value: str) -> None:
    (message,) = say(ratio=value)

    assert "did you mean" not in message


@pytest.mark.parametrize(
    ("value", "close"), (("4k", "4K"), (" 4K", "4K"), ("4-K", "4K"), ("2k ", "2K"))
)
def test_a_tier_in_another_case_or_with_blanks_is_proposed(
    say: Say, value: str, close: str
) -> None:
    (message,) = say(tier=value)

    assert message.endswith(f"video accepts 1K, 2K, 4K; did you mean {close}?")


def test_a_number_with_another_sign_is_not_meant(say: Say) -> None:
    assert say(choice=-5) == ["choice is -5, video accepts 5, 10"]


def test_quotes_are_not_all_that_keeps_a_fraction_from_being_an_integer(say: Say) -> None:
    assert say(seed="1.5") == ['seed is "1.5", an integer is required']


@pytest.mark.parametrize("value", ("²", "③"))
def test_what_is_only_a_digit_to_unicode_is_no_number_without_quotes(say: Say, value: str) -> None:
    assert say(seed=value) == [f'seed is "{value}", an integer is required']


def test_a_negative_monster_is_told_the_bound_it_breaks(say: Say) -> None:
    (message,) = say(seed=-(2**53))

    assert "-9007199254740991" in message


# Values in messages ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "shown"),
    (
        (None, "null"),
        (True, "true"),
        (False, "false"),
        ("a", '"a"'),
        ("", '""'),
        (5, "5"),
        (Decimal("5.10"), "5.10"),
        (Decimal("1E+999999"), "1E+999999"),
        (1.5, "1.5"),
        ([1], "an array"),
        ((), "an array"),
        ({}, "an object"),
        (10**59, "1" + "0" * 59),
        (10**60, "an integer of more than 60 digits"),
        (10**400, "an integer of more than 60 digits"),
        (-(10**400), "an integer of more than 60 digits"),
    ),
)
def test_a_value_is_shown_as_json_spells_it(value: Any, shown: str) -> None:
    assert show_value(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    (
        ("x" * 60, '"' + "x" * 60 + '"'),
        ("x" * 61, '"' + "x" * 59 + '…"'),
        ("犬" * 1000, '"' + "犬" * 59 + '…"'),
        ("x" * 59 + "\n\n", '"' + "x" * 59 + '…"'),
        (Decimal("0." + "1" * 90), "0." + "1" * 57 + "…"),
    ),
)
def test_a_long_value_is_clipped_and_no_escape_is_cut(value: Any, shown: str) -> None:
    assert show_value(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    (
        ("a\nb\tc\r", r'"a\nb\tc\r"'),
        ("\x1b[31mred\x07", r'"\x1b[31mred\x07"'),
        ("\x00\x7f\x9b", r'"\x00\x7f\x9b"'),
        ("\u202egnp.exe", r'"\u202egnp.exe"'),
        ("\u2066\u2069\u200f", r'"\u2066\u2069\u200f"'),
        ("\u2028\u2029", r'"\u2028\u2029"'),
        ("\ud800", r'"\ud800"'),
    ),
)
def test_what_steers_a_terminal_is_escaped(value: str, shown: str) -> None:
    assert show_value(value) == shown


@pytest.mark.parametrize(
    "members",
    (
        {"quality": "\x1b[2J\u202e"},
        {"size": "\x1b[2J\u202e"},
        {"\x1b[2J\u202e": 1},
        {"options": {"depth": 1, "\x1b[2J\u202e": 1}},
        {"options": "\x1b[2J\u202e"},
        {"images": ["\x1b[2J\u202e"]},
        {"body": {"\x1b[2J\u202e": {"\x1b": 1}}},
        {"body": {"callback_url": "\x1b[2J\u202e"}},
        {"headers": {"Idempotency-Key": "\x1b[2J $(date)"}},
    ),
)
def test_no_message_hands_controls_to_a_terminal(say: Say, members: dict[str, Any]) -> None:
    messages = say(**members)

    assert messages
    assert all(message.isprintable() for message in messages)


@pytest.mark.parametrize(
    "members",
    (
        {"quality": "x" * 10_000},
        {"size": "x" * 10_000},
        {"x" * 10_000: 1},
        {"body": {"callback_url": "x" * 10_000}},
        {"body": {"callback_url": "http://" + "x" * 10_000 + ".local/"}},
        {"images": ["x" * 10_000]},
        {"images": ["https://example.com/" + "x" * 10_000 + ".webp"]},
        {"headers": {"Idempotency-Key": "x" * 10_000 + " $(date)"}},
    ),
)
def test_no_message_grows_with_the_value(say: Say, members: dict[str, Any]) -> None:
    messages = say(**members)

    assert messages
    assert all(len(message) < 400 for message in messages)


def test_every_rule_of_a_single_field_has_words() -> None:
    """Each rule whose words are tried above is a rule, and none is forgotten."""
    assert set(WORDS) >= {
        *("required", "type", "enum", "template", "minimum", "maximum", "multiple-of"),
        *("min-length", "max-length", "min-items", "max-items", "format", "unsupported"),
        *("recommended", "deprecated", "blank", "webhook", "data-uri", "not-a-url", "file-type"),
        *("unknown-field", "decimal-integer", "spelling", "idempotency-key-from-clock"),
    }
