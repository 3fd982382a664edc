from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeAlias

import pytest

from lightmeter.errors import PackError
from lightmeter.packs.load import Shelf
from lightmeter.packs.merge import merge_model
from lightmeter.packs.overlay import used_names

BASE = """\
format = 1
id     = "acme/video"
source = "docs#limits"
levers = ["tier"]

[sources.docs]
title = "Video API"

[request]
input = "/input"
[request.headers.Idempotency-Key]
type = "string"
[request.body.callback_url]
type = "string"

[currencies.credits]
usd = "0.01"

[models.video]
[models.video-fast]
fields.turbo.type = "boolean"

[fields.prompt]
type = "string"
required = true

[fields.duration]
type    = "integer"
maximum = 15
minimum = 1
default = 5

[fields.tier]
type    = "string"
enum    = ["low", "high"]
default = "low"

[fields.images]
type  = "array"
items = { type = "string" }

[fields.camera]
type = "object"
[fields.camera.properties.pan]
type    = "integer"
maximum = 9

[let]
long = "duration > 10"

[let.rates]
low  = { day = 1, night = "0.5" }
high = { day = 2, night = 1 }

[rules.long-clips]
severity = "warning"
when     = "long"
at       = "duration"
message  = "{duration} seconds are long"

[[billing]]
item     = "clip"
unit     = "second"
quantity = "duration"
currency = "credits"
rate     = 'rates[tier]["day"]'
"""
HEAD = """\
format = 1
id     = "us/over"
amends = "acme/video"
source = "house"

[sources.house]
title = "Our rules"

"""

MarkedText: TypeAlias = Callable[[str], "Marked"]
Open: TypeAlias = Callable[..., Shelf]


class Marked(NamedTuple):
    """A text without its marks, and the place they stood around."""

    text: str
    line: int
    column: int
    excerpt: str


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    """A shelf of the pack and an overlay with the given body."""

    def make(body: str, *more: str) -> Shelf:
        path = tmp_path / "acme" / "video.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(BASE, "utf-8")
        overlays = []
        for number, text in enumerate((HEAD + body, *more)):
            overlay = tmp_path / f"over{number or ''}.txt"
            overlay.write_text(text, "utf-8")
            overlays.append(overlay)
        return Shelf([path.parents[1]], overlays)

    return make


WRONG: dict[str, tuple[str, str, str]] = {
    "a rule that is not there": (
        "[rules.«long-clip»]\nseverity = 'off'",
        "acme/video has no rule long-clip to amend; a new one has a message, and when or require",
        "long-clips",
    ),
    "a new rule without a condition": (
        "[rules.«house»]\nmessage = 'no'",
        "acme/video has no rule house to amend; a new one has a message, and when or require",
        "",
    ),
    "a keyword taken for a rule": (
        "[rules.«maximum»]\nseverity = 'warning'",
        "maximum is what a keyword of a field is called; amend the field: [fields.NAME]",
        "",
    ),
    "a field that is not there": (
        "[fields.«durration»]\nmaximum = 10",
        (
            "acme/video has no field durration to amend; a new one says its type, or why it is"
            " unsupported"
        ),
        "duration",
    ),
    "a field of one model alone": (
        "[fields.«turbo»]\nrequired = true",
        (
            "acme/video has no field turbo to amend; a new one says its type, or why it is"
            " unsupported; it is a field of video-fast: write [models.video-fast.fields.turbo]"
        ),
        "",
    ),
    "a property that is not there": (
        "[fields.camera.properties.«pam»]\nmaximum = 3",
        (
            "acme/video has no property pam to amend; a new one says its type, or why it is"
            " unsupported"
        ),
        "pan",
    ),
    "items of what has none": (
        "[fields.camera.«items»]\nmaxLength = 3",
        "acme/video has no field items to amend; a new one says its type, or why it is unsupported",
        "",
    ),
    "a header that is not there": (
        "[request.headers.«Idempotency_Key»]\nrequired = true",
        (
            "acme/video has no header Idempotency_Key to amend; a new one says its type, or why it"
            " is unsupported"
        ),
        "Idempotency-Key",
    ),
    "a member of the body that is not there": (
        "[request.body.«callback»]\nrequired = true",
        (
            "acme/video has no member of the body callback to amend; a new one says its type, or"
            " why it is unsupported"
        ),
        "callback_url",
    ),
    "a model that is not there": (
        "[models.«video-fsat»]\nfields.duration.maximum = 3",
        (
            "acme/video has no model video-fsat to amend; a model that it lacks says new = true,"
            " and its rate"
        ),
        "video-fast",
    ),
    "another spelling of a model, called new": (
        "[models.«Video_Fast»]\nnew = true",
        (
            "acme/video has no model Video_Fast to amend; a model that it lacks says new = true,"
            " and its rate"
        ),
        "video-fast",
    ),
    "a new model without its rate": (
        "[models.«video-slow»]\nnew = true",
        (
            "video-slow is new, and the rate of clip was read for the models of acme/video: give"
            " its own in [[models.video-slow.billing]]"
        ),
        "",
    ),
    "a known model called new": (
        "[models.video]\n«new» = true",
        "video is a model of acme/video already: leave new out",
        "",
    ),
    "new without true": (
        "[models.video-slow]\nnew = «1»",
        "new is true for a model that the pack does not have, else it is left out",
        "",
    ),
    "an item that is not billed": (
        "[[billing]]\nitem = «'clips'»\nrate = '1'",
        (
            "acme/video bills no clips; a new item has unit, quantity, currency, and a rate or why"
            " it is unpriced"
        ),
        "clip",
    ),
    "another unit": (
        "[[billing]]\nitem = 'clip'\n«unit» = 'clip'\nrate = '1'",
        (
            "the unit of clip is second, not clip, and an overlay changes the rate alone; leave"
            " unit out, and give the rate for second"
        ),
        "",
    ),
    "another currency": (
        "[[billing]]\nitem = 'clip'\nrate = '1'\n«currency» = 'USD'",
        (
            "the currency of clip is credits, not USD, and an overlay changes the rate alone; leave"
            " currency out, and give the rate for credits"
        ),
        "",
    ),
    "a currency that nothing is billed in": (
        "[currencies.«credit»]\nusd = '0.02'",
        "acme/video bills in credits, not in credit",
        "credits",
    ),
    "a row that the table lacks": (
        "[let.rates]\n«medium» = { day = 1, night = 1 }",
        "the table rates has no row medium to amend",
        "",
    ),
    "a cell that the row lacks": (
        "[let.rates.low]\n«nihgt» = 3",
        "the table rates has no cell nihgt to amend",
        "night",
    ),
    "a cell in place of a row": (
        "[let.rates]\n«low» = 3",
        "low is a row of cells of the table rates",
        "",
    ),
    "a row in place of a cell": (
        "[let.rates.low]\n«day» = { a = 3 }",
        "day is a cell of the table rates",
        "",
    ),
    "a value that nothing reads": (
        "[let]\n«longg» = 'duration > 12'",
        "nothing reads longg: no rule, rate, lever or other value names it",
        "long",
    ),
    "a value that only texts speak of": (
        "[let]\n«clips» = 'duration > 12'\n[rules.long-clips]\nmessage = 'clips of {duration} s'",
        "nothing reads clips: no rule, rate, lever or other value names it",
        "",
    ),
    "a rule of one model": (
        "[models.video-fast]\nrules.«none».severity = 'off'",
        "video-fast has no rule none to amend; a new one has a message, and when or require",
        "",
    ),
    "a bill of one model": (
        "[[models.video-fast.billing]]\nitem = 'clip'\n«unit» = 'clip'",
        (
            "the unit of clip is second, not clip, and an overlay changes the rate alone; leave"
            " unit out, and give the rate for second"
        ),
        "",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_matches_nothing_is_marked(opened: Open, marked: MarkedText, name: str) -> None:
    body, reason, suggestion = WRONG[name]
    it = marked(HEAD + body)

    with pytest.raises(PackError) as caught:
        opened(it.text.removeprefix(HEAD)).program("acme/video", "video")

    error = caught.value
    assert (error.reason, error.suggestion) == (reason, suggestion)
    assert (error.name, error.line, error.column) == ("over.txt", it.line, it.column)
    assert error.excerpt == it.excerpt


RIGHT: dict[str, str] = {
    "nothing": "",
    "a tighter bound": "[fields.duration]\nmaximum = 10",
    "a bound of an inner field": "[fields.camera.properties.pan]\nmaximum = 3",
    "a bound of items": "[fields.images.items]\nmaxLength = 3",
    "a new field": "[fields.seed]\ntype = 'integer'",
    "a new field that is refused": "[fields.seed]\nunsupported = 'we do not pin results'",
    "a relaxed rule": "[rules.long-clips]\nseverity = 'off'",
    "a new rule": "[rules.house]\nrequire = 'duration < 9'\nmessage = 'too long'",
    "a rate": "[[billing]]\nitem = 'clip'\nrate = '3'",
    "a rate beside its unit": "[[billing]]\nitem = 'clip'\nunit = 'second'\nrate = '3'",
    "a cell": "[let.rates]\nhigh.day = 9",
    "a named value": "[let]\nlong = 'duration > 12'",
    "a named value of a new rule": (
        "[let]\nvery = 'duration > 14'\nvery_long = 'very and long'\n"
        "[rules.house]\nwhen = 'very_long'\nmessage = 'too long'"
    ),
    "a new value and its row": (
        "[fields.tier]\nenum = ['low', 'high', 'top']\n[let.rates]\ntop = { day = 4, night = 2 }"
    ),
    "a further item": (
        "[[billing]]\nitem = 'fee'\nunit = 'task'\nquantity = '1'\ncurrency = 'credits'\nrate = '1'"
    ),
    "the worth of a credit": "[currencies.credits]\nusd = '0.008'",
    "a field of one model": "[models.video-fast]\nfields.turbo.required = true",
    "a new model with its rate": (
        "[models.video-slow]\nnew = true\nbilling = [{ item = 'clip', rate = '0.5' }]"
    ),
    "a header": "[request.headers.Idempotency-Key]\nrequired = true",
}


@pytest.mark.parametrize("name", RIGHT)
def test_what_meets_an_entry_or_is_whole_is_taken(opened: Open, name: str) -> None:
    shelf = opened(RIGHT[name])

    for model in shelf.models_in("acme/video"):
        assert shelf.program("acme/video", model).overlays == ("us/over",)
    assert shelf.idle_overrides("acme/video") == ()


def test_an_overlay_may_build_on_one_before_it(opened: Open) -> None:
    first = "[fields.seed]\ntype = 'integer'\n[models.video-slow]\nnew = true\n"
    first += "billing = [{ item = 'clip', rate = '0.5' }]"
    second = HEAD.replace("us/over", "us/more")
    second += "[fields.seed]\nmaximum = 9\n[models.video-slow]\nfields.duration.maximum = 9"

    program = opened(first, second).program("acme/video", "video-slow")
    assert program.overlays == ("us/over", "us/more")
    assert program.inputs["seed",].field.maximum == 9
    assert program.inputs["duration",].field.maximum == 9


def test_a_severity_leaves_the_source_of_the_rule(opened: Open) -> None:
    """Who relaxes a rule decides; what the rule says stands where it stood."""
    program = opened("[rules.long-clips]\nseverity = 'info'").program("acme/video", "video")
    (check,) = [it for it in program.checks if it.rule == "long-clips"]

    assert check.severity == "info"
    assert check.citation is not None
    assert check.citation.title == "Video API"


def test_a_keyword_stands_on_the_document_of_who_wrote_it(opened: Open) -> None:
    """A tightened bound is the overlay's; what else is said of the field stays where it stood."""
    program = opened(
        "[fields.duration]\nmaximum = 10\nsource = 'house#clips'\nbasis = 'inferred'\n"
        "[fields.images.items]\nmaxLength = 9\n"
        "[fields.camera.properties.pan]\nmaximum = 3\nsource = 'house#pan'\n"
        "[fields.camera.properties.zoom]\ntype = 'integer'\n"
        "[fields.seed]\ntype = 'integer'\n"
        "[models.video]\nfields.prompt.maxLength = 90\n"
    ).program("acme/video", "video")
    found = {
        (it.member, it.rule): (it.pack, it.citation.title, it.citation.section, it.basis)
        for it in program.checks
        if it.citation is not None
    }

    base = ("acme/video", "Video API", "limits", "documented")
    house = ("us/over", "Our rules", "", "documented")
    assert found["duration", "maximum"] == ("us/over", "Our rules", "clips", "inferred")
    assert found["duration", "minimum"] == base
    assert found["duration", "type"] == base
    assert found["an item of images", "max-length"] == house
    assert found["an item of images", "type"] == base
    assert found["pan", "maximum"] == ("us/over", "Our rules", "pan", "documented")
    assert found["pan", "type"] == base
    assert found["zoom", "type"] == house
    assert found["seed", "type"] == house
    assert found["prompt", "max-length"] == house
    assert found["prompt", "required"] == base


def test_an_overlay_says_which_of_its_own_keywords_are_inferred(opened: Open) -> None:
    program = opened(
        "[fields.duration]\nmaximum = 10\nminimum = 2\ninferred = ['maximum']\n"
    ).program("acme/video", "video")
    found = {it.rule: it.basis for it in program.checks if it.member == "duration"}

    assert (found["maximum"], found["minimum"]) == ("inferred", "documented")
    assert found["type"] == "documented"


@pytest.mark.parametrize("named", ("['type']", "['nothing']", "[7]", "7"))
def test_an_overlay_infers_nothing_that_it_does_not_write(opened: Open, named: str) -> None:
    with pytest.raises(PackError, match=r"inferred|a text nor an array"):
        opened(f"[fields.duration]\nmaximum = 10\ninferred = {named}").program(
            "acme/video", "video"
        )


@pytest.mark.parametrize(
    "body",
    (
        "[fields.duration]\nmaximum = 10",
        "[models.video]\nfields.duration.maximum = 10",
        "[[billing]]\nitem = 'clip'\nrate = '1'",
        "[request.body.callback_url]\nrequired = true",
    ),
)
def test_whoever_claims_something_says_where_it_stands(opened: Open, body: str) -> None:
    shelf = opened("", HEAD.replace('source = "house"', "").replace("us/over", "us/more") + body)

    with pytest.raises(PackError, match="no source: write source"):
        shelf.program("acme/video", "video")


def test_the_source_of_an_inner_member_is_one_of_the_overlay(opened: Open) -> None:
    with pytest.raises(PackError, match=r"source docs is not among \[sources\]"):
        opened("[fields.images.items]\nmaxLength = 9\nsource = 'docs'").program(
            "acme/video", "video"
        )


def test_what_says_nothing_new_is_idle(opened: Open) -> None:
    """For every model, whatever its grounds; one model for which it is new is enough."""
    house = "levers = ['tier']\n"
    body = (
        "[fields.duration]\nmaximum = 15\nsource = 'house'\n"
        "[fields.turbo]\ntype = 'boolean'\n"
        "[rules.long-clips]\nseverity = 'warning'\n"
        "[models.video-fast]\nfields.tier.default = 'low'\n"
        "[[billing]]\nitem = 'clip'\nunit = 'second'\ncurrency = 'credits'\nbasis = 'observed'\n"
    )
    other = HEAD.replace("us/over", "us/more").replace("[sources", f"{house}[sources")
    shelf = opened(body, other)

    assert [pointer for _, pointer in shelf.idle_overrides("acme/video")] == [
        ("fields", "duration"),
        ("rules", "long-clips"),
        ("levers",),
        ("models", "video-fast", "fields", "tier"),
    ]


def test_true_is_not_one(opened: Open) -> None:
    shelf = opened("[fields.prompt]\nrequired = true\n[fields.duration]\nminimum = 1")

    assert [pointer[-1] for _, pointer in shelf.idle_overrides("acme/video")] == [
        "prompt",
        "duration",
    ]


def test_names_are_used_where_expressions_read_them(opened: Open) -> None:
    """Directly or through one another; words in texts are no names."""
    shelf = opened(
        "[let]\na = 'duration + 1'\nb = 'a + 1'\nc = 'duration'\nd = 'duration'\n"
        "[rules.one]\nwhen = 'b > 12 and \"c\" == \"c\"'\nmessage = 'd is {duration}'"
    )
    merged = merge_model(shelf.chain("acme/video"), shelf.overlays, "video")

    assert used_names(merged.pack) == {"rates", "long", "a", "b"}


# The end of a model -------------------------------------------------------------------------------


def test_an_overlay_ends_a_model_by_its_own_document(opened: Open) -> None:
    """Its heirs' requests are told so as well, and by whom."""
    shelf = opened("[models.video]\nretires = 2026-10-23\nsuccessor = 'video-fast'\n")
    program = shelf.program("acme/video", "video")

    end = program.retirement
    assert end is not None
    assert str(end.day) == "2026-10-23"
    check = program.checks[end.after]
    assert check.pack == "us/over"
    assert check.citation is not None
    assert check.citation.owner == "us/over"
    assert shelf.program("acme/video", "video-fast").retirement is None


@pytest.mark.parametrize(
    ("retires", "idle"),
    (
        ("2026-10-23", [("us/again", ("models", "video", "retires"))]),
        ("'2026-10-23'", [("us/again", ("models", "video", "retires"))]),
        ("'2027-10-23'", []),
    ),
)
def test_an_end_that_is_told_again_is_idle(
    opened: Open, retires: str, idle: list[tuple[str, tuple[str, ...]]]
) -> None:
    """However the date is written."""
    again = HEAD.replace("us/over", "us/again") + f"[models.video]\nretires = {retires}\n"
    shelf = opened("[models.video]\nretires = 2026-10-23\n", again)

    assert [(file.pack.id, at) for file, at in shelf.idle_overrides("acme/video")] == idle


def test_an_overlay_cannot_switch_the_end_of_a_model_off(opened: Open) -> None:
    with pytest.raises(PackError, match=r"amend the model: \[models.NAME\]"):
        opened("[rules.model-retired]\nseverity = 'off'").program("acme/video", "video")
