"""Advice on requests of small packs: what pays, and above all what nobody may say."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from lightmeter.advice.advising import Adviser
from lightmeter.advice.advising import advise as advise_on
from lightmeter.advice.model import Advice
from lightmeter.checker import Checker
from lightmeter.diagnostic import Change
from lightmeter.judge.generate import generate_judge
from lightmeter.judge.verdict import Verdict
from tests.unit.advice.conftest import Advise, Check

# Whatever is asked for above 2K is billed as asked and made at 2K.
PIXELS = """
[fields.resolution]
type = "string"
enum = ["1K", "2K", "4K"]
default = "1K"
[let]
tier = [{ when = 'resolution == "4K"', then = '"2K"' }, { then = "resolution" }]
rates = { 1K = 2, 2K = 4, 4K = 8 }
[[billing]]
item = "image"
unit = "image"
quantity = "1"
rate = "rates[resolution]"
currency = "credits"
"""
# Sound is paid for, and a clip that is muted has none.
SOUND = """
[fields.audio]
type = "boolean"
default = false
[fields.muted]
type = "boolean"
default = false
[fields.seconds]
type = "integer"
required = true
minimum = 1
maximum = 9
[let]
heard = "audio and not muted"
[[billing]]
item = "clip"
unit = "second"
quantity = "seconds"
rate = [{ when = "audio", then = "3" }, { then = "2" }]
currency = "credits"
"""
# The dearest step is the last but one.
STEPS = """
[fields.quality]
type = "string"
enum = ["low", "medium", "high"]
default = "low"
[fields.motion]
type = "string"
enum = ["low", "high"]
default = "low"
[let]
rates = { low = 2, medium = 3, high = 3 }
[[billing]]
item = "image"
unit = "image"
quantity = "1"
rate = "rates[quality]"
currency = "USD"
"""


def at(name: str, operation: str = "set", value: Any = None) -> tuple[Change, ...]:
    return (Change(("input", name), operation, value),)


def test_a_size_that_is_billed_and_not_made_is_named_with_what_it_costs(advise: Advise) -> None:
    found = advise(PIXELS, '["tier"]', resolution="4K")

    assert found == [
        Advice(
            kind="same-for-less",
            changes=at("resolution", value="2K"),
            saving_minimum=Decimal(4),
            saving_maximum=Decimal(4),
            minimum=Decimal(4),
            maximum=Decimal(4),
            currency="credits",
            text="set resolution to 2K: it gives the same result for 4 credits in place of 8"
            " credits, which saves 4 credits",
        )
    ]


@pytest.mark.parametrize("resolution", ("1K", "2K"))
def test_of_what_is_made_as_it_is_billed_nothing_is_said(advise: Advise, resolution: str) -> None:
    assert advise(PIXELS, '["tier"]', resolution=resolution) == []


def test_what_is_paid_without_effect_is_left_out(advise: Advise) -> None:
    """Of seven seconds, each costs a credit less."""
    found = advise(SOUND, '["heard"]', audio=True, muted=True, seconds=7)

    assert [(it.kind, it.changes, it.saving_minimum) for it in found] == [
        ("no-effect", at("audio", "remove"), Decimal(7))
    ]
    assert found[0].text == (
        "leave audio out: it is paid for and has no effect, and without it this costs 14 credits in"
        " place of 21 credits, which saves 7 credits"
    )


def test_what_is_heard_is_not_the_same(advise: Advise) -> None:
    assert advise(SOUND, '["heard"]', audio=True, seconds=7) == []


def test_a_better_choice_at_the_same_price_is_named_once(advise: Advise) -> None:
    """Motion has the same words, but more of it is not better, and the price does not read it."""
    found = advise(STEPS, '["quality"]', quality="medium")

    assert [(it.kind, it.changes, it.text) for it in found] == [
        (
            "better-for-same",
            at("quality", value="high"),
            "set quality to high: it is better than medium and costs the same, $3.00",
        )
    ]
    assert (found[0].saving_minimum, found[0].maximum) == (Decimal(0), Decimal(3))
    assert advise(STEPS, '["quality"]', quality="low") == []


def test_a_better_choice_that_comes_out_the_same_is_not_better(advise: Advise) -> None:
    flat = PIXELS.replace("4K = 8", "4K = 4")

    assert advise(flat, '["tier"]', resolution="2K") == []


def test_a_scale_that_no_price_reads_costs_the_same_by_itself(advise: Advise) -> None:
    """Even where how much that is remains open."""
    pack = """
[fields.size]
type = "string"
enum = ["2K", "3K", "1:1"]
default = "1:1"
[[billing]]
item = "image"
unit = "image"
quantity = { minimum = "1", maximum = "3", assume = "one to three", field = "size" }
rate = "5"
currency = "credits"
"""
    found = advise(pack, "[]", size="2K")

    assert [it.text for it in found] == [
        "set size to 3K: it is better than 2K and costs the same, 5 to 15 credits"
    ]
    assert advise(pack, "[]", size="1:1") == []
    assert advise(pack, "[]", size="3K") == []


def test_what_the_pack_has_a_word_to_say_about_is_not_better(advise: Advise) -> None:
    """Not even where that word is a note, nor where the request has it already."""
    note = (
        "[rules.upstream]\nseverity = 'info'\nwhen = 'quality != \"low\"'\nat = 'quality'\n"
        "message = 'left to the model'\n"
    )

    assert advise(STEPS + note, '["quality"]', quality="medium") == []


def test_longer_is_not_better(advise: Advise) -> None:
    """Ten seconds are another film."""
    pack = STEPS.replace('"low", "medium", "high"', '"5s", "10s"', 1).replace('"low"', '"5s"', 1)
    pack = pack.replace("low = 2, medium = 3, high = 3", "5s = 3, 10s = 3")

    assert advise(pack, '["quality"]', quality="5s") == []


# What is never said -------------------------------------------------------------------------------


def test_without_levers_nothing_is_the_same(advise: Advise) -> None:
    """A pack that says nothing of its results promises nothing."""
    assert advise(PIXELS, "[]", resolution="4K") == []


def test_a_member_that_no_lever_reads_may_show(advise: Advise) -> None:
    assert advise(SOUND, '["seconds"]', audio=True, muted=True, seconds=7) == []


def test_a_ratio_shows_whatever_the_levers_say(advise: Advise) -> None:
    pack = """
[fields.size]
type = "string"
enum = ["1:1", "16:9"]
required = true
[let]
tier = [{ when = 'size == "1:1"', then = '"1K"' }, { then = '"1K"' }]
[[billing]]
item = "image"
unit = "image"
quantity = "1"
rate = [{ when = 'size == "1:1"', then = "1" }, { then = "2" }]
currency = "credits"
"""

    assert advise(pack, '["tier"]', size="16:9") == []


def test_an_unknown_price_is_no_saving(advise: Advise) -> None:
    declined = PIXELS.replace(
        'rate = "rates[resolution]"',
        """
rate = [{ when = 'resolution == "4K"', then = "8" }]
unpriced = "only 4K has a price"
""",
    )

    assert advise(declined, '["tier"]', resolution="4K") == []
    assert advise(declined, '["tier"]', resolution="2K") == []


def test_what_brings_a_warning_is_not_advised(advise: Advise) -> None:
    warning = (
        "[rules.soft]\nseverity = 'warning'\nwhen = 'resolution == \"2K\"'\nat = 'resolution'\n"
        "message = '2K comes out soft'\n"
    )

    assert advise(PIXELS + warning, '["tier"]', resolution="4K") == []


def test_what_is_rejected_is_not_advised(advise: Advise) -> None:
    error = (
        "[rules.retired]\nwhen = 'resolution == \"2K\"'\nat = 'resolution'\nmessage = 'not now'\n"
    )

    assert advise(PIXELS + error, '["tier"]', resolution="4K") == []


def test_a_price_that_rests_on_more_is_not_certain(advise: Advise) -> None:
    assumed = PIXELS.replace(
        'rate = "rates[resolution]"',
        "rate = [{ when = 'resolution == \"2K\"', then = '4', assume = 'a guess', field ="
        " 'resolution', basis = 'inferred' }, { then = 'rates[resolution]' }]",
    )

    assert advise(assumed, '["tier"]', resolution="4K") == []


# Ranges -------------------------------------------------------------------------------------------

OPEN = """
[fields.resolution]
type = "string"
enum = ["2K", "4K"]
required = true
[let]
tier = [{{ when = 'resolution == "4K"', then = '"2K"' }}, {{ then = "resolution" }}]
[[billing]]
item = "image"
unit = "image"
quantity = {quantity}
rate = [{{ when = 'resolution == "4K"', {dear} }}, {{ {cheap} }}]
currency = "credits"
"""
ANY = "{ minimum = '1', maximum = '4', assume = 'one to four', field = 'resolution' }"
RISING = (
    "[{ when = 'resolution == \"4K\"', minimum = '1', maximum = '4' },"
    " { minimum = '1', maximum = '4' }]"
)


@pytest.mark.parametrize(
    ("quantity", "dear", "cheap", "saved"),
    (
        ("'1'", "then = '8'", "then = '5'", (3, 3)),
        # As many images on either side, one to four: each saves three.
        (ANY, "then = '8'", "then = '5'", (3, 12)),
        ("'2'", "minimum = '8', maximum = '9'", "minimum = '5', maximum = '8'", (0, 8)),
        ("'2'", "minimum = '8', maximum = '9'", "minimum = '5', maximum = '7'", (2, 8)),
        # Both ends are lower, but nobody knows where in the range either price is.
        ("'1'", "minimum = '5', maximum = '9'", "minimum = '4', maximum = '8'", None),
        # The resolution takes part in how many: four may be billed where it was one.
        (RISING, "then = '8'", "then = '5'", None),
        (RISING, "then = '20'", "then = '5'", (0, 75)),
        (RISING, "then = '21'", "then = '5'", (1, 79)),
    ),
)
def test_a_saving_is_named_where_it_is_certain(
    advise: Advise, quantity: str, dear: str, cheap: str, saved: tuple[int, int] | None
) -> None:
    """One that may be nothing at all is none."""
    pack = OPEN.format(quantity=quantity, dear=dear, cheap=cheap)
    found = advise(pack, '["tier"]', resolution="4K")

    expected = [] if saved is None or not saved[0] else [tuple(map(Decimal, saved))]
    assert [(it.saving_minimum, it.saving_maximum) for it in found] == expected


# Objects ------------------------------------------------------------------------------------------

EXTRAS = """
[fields.extras]
type = "object"
properties.hdr = { type = "boolean" }
%s
[fields.plain]
type = "boolean"
default = false
[let]
bright = "has(extras.hdr) and extras.hdr and not plain"
[[billing]]
item = "image"
unit = "image"
quantity = "1"
rate = [{ when = "has(extras.hdr) and extras.hdr", then = "3" }, { then = "2" }]
currency = "credits"
"""


def test_members_inside_an_object_are_tried(advise: Advise) -> None:
    """One that the price does not read stays: it is the user's."""
    note = 'properties.note = { type = "string", enum = ["a", "b"] }'
    found = advise(EXTRAS % note, '["bright"]', plain=True, extras={"hdr": True, "note": "a"})

    assert [it.changes for it in found] == [(Change(("input", "extras", "hdr"), "remove"),)]


def test_an_object_goes_as_a_whole_where_the_price_reads_all_of_it(advise: Advise) -> None:
    found = advise(EXTRAS % "", '["bright"]', plain=True, extras={"hdr": True})

    assert [it.changes for it in found] == [at("extras", "remove")]


# Of many requests ---------------------------------------------------------------------------------


def test_requests_that_differ_in_their_prompts_are_looked_at_once(check: Check) -> None:
    prompt = "[fields.prompt]\ntype = 'string'\nrequired = true\n"
    report = check(prompt + PIXELS, '["tier"]', prompt="x", resolution="4K")
    assert report.program is not None
    assert report.normalized is not None
    judge, judged = generate_judge(report.program), []

    def watched(body: Mapping[str, Any], headers: Mapping[str, Any] | None) -> Verdict:
        judged.append(body)
        return judge(body, headers)

    adviser = Adviser(lambda _: watched)
    first = adviser.advise(report)
    count = len(judged)
    report.normalized["input"]["prompt"] = "another"

    assert adviser.advise(report) is first
    assert len(first) == 1
    assert len(judged) == count > 0


def test_what_a_rule_looks_at_besides_is_another_request(check: Check) -> None:
    """Two K are refused beside a long prompt, and advised beside a short one."""
    pack = PIXELS + (
        "[fields.prompt]\ntype = 'string'\nrequired = true\n"
        "[rules.short]\nwhen = 'resolution == \"2K\"'\nrequire = 'len(prompt) < 5'\n"
        "at = 'prompt'\nmessage = 'too long for 2K'\n"
    )
    report = check(pack, '["tier"]', prompt="abcd", resolution="4K")
    adviser = Adviser(Checker().judge_of)
    short = adviser.advise(report)
    assert report.normalized is not None
    report.normalized["input"]["prompt"] = "abcde"
    long = adviser.advise(report)

    assert [len(short), len(long)] == [1, 0]


def test_of_what_has_no_price_nothing_is_said() -> None:
    checker = Checker()
    seedance = {"prompt": "x", "resolution": "480p", "duration": 5}
    unpriced = checker.check({"model": "seedance-2", "input": seedance})
    rejected = checker.check({"model": "gpt-image-2", "input": {}})
    unknown = checker.check({"model": "nobody-knows", "input": {}})
    adviser = Adviser(checker.judge_of)

    assert [adviser.advise(it) for it in (unpriced, rejected, unknown)] == [()] * 3


# The shipped packs --------------------------------------------------------------------------------


def test_poyo_takes_as_much_for_3k_as_for_2k() -> None:
    """The catalogue says 5 credits a request; in an edit the preset is left to the model."""
    checker = Checker()
    adviser = Adviser(checker.judge_of)
    sent = {"prompt": "x", "size": "2K"}
    made = checker.check({"model": "seedream-5.0-lite", "input": sent}, provider="poyo")
    edited = checker.check(
        {
            "model": "seedream-5.0-lite-edit",
            "input": {**sent, "image_urls": ["https://example.com/a.png"]},
        },
        provider="poyo",
    )

    assert [it.text for it in adviser.advise(made)] == [
        "set size to 3K: it is better than 2K and costs the same, 5 credits"
    ]
    assert adviser.advise(edited) == ()


def test_a_project_that_pays_one_price_gets_the_best(tmp_path: Path) -> None:
    """An overlay has one rate for every quality; the size is as it was, and so is the tier."""
    overlay = tmp_path / "mine.toml"
    overlay.write_text(
        'format = 1\nid = "mine/flat"\namends = "vidgo/gpt-image-2"\nsource = "deal"\n'
        '[sources.deal]\ntitle = "Our contract"\nread = "2026-01-02"\n'
        '[[billing]]\nitem = "image"\nrate = "3"\n'
    )
    checker = Checker(overlays=[overlay])
    sent = {"prompt": "x", "size": "16:9", "resolution": "2K", "quality": "low"}
    report = checker.check({"model": "gpt-image-2", "input": sent})

    assert [it.text for it in Adviser(checker.judge_of).advise(report)] == [
        "set quality to high: it is better than low and costs the same, 3 credits",
        "set resolution to 4K: it is better than 2K and costs the same, 3 credits",
    ]


def test_nothing_is_said_of_a_size_that_makes_no_4k() -> None:
    """4K of a square is 2K and gets a warning: 2K stays as it is."""
    checker = Checker()
    body = {
        "model": "gpt-image-2",
        "input": {"prompt": "x", "size": "1:1", "resolution": "2K", "quality": "high"},
    }
    report = checker.check(body)
    assert report.program is not None
    assert report.normalized is not None

    assert advise_on(report.program, checker.judge_of(report.program), report.normalized) == ()
