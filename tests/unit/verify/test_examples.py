# A case of a table is one line, however long its message.
# ruff: noqa: E501

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from lightmeter.errors import PackError
from lightmeter.packs.load import Shelf
from lightmeter.verify.pack import PackResult, verify_pack

PackText: TypeAlias = Callable[..., str]
Put: TypeAlias = Callable[[str, str], Path]
Try: TypeAlias = Callable[..., tuple[str, ...]]

TOP = 'source = "docs"\nlevers = ["n", "tier"]'
MODELS = "[models.video]\n[models.still]\nfields.seed.unsupported = 'none'"
BODY = """
[request.headers.Key]
type = "string"
recommended = "send one"
[fields.prompt]
type = "string"
required = true
maxLength = 10
[fields.n]
type = "integer"
minimum = 1
maximum = 9
default = 1
[fields.quality]
type = "string"
enum = ["low", "high"]
default = "low"
[fields.seed]
type = "integer"
[let]
tier = "quality"
[let.rates]
low = 2
high = "2.5"
[rules.few]
severity = "warning"
when = "n > 5"
at = "n"
message = "n is {n}"
fix = { set = { n = 5 } }
[rules.even]
severity = "info"
require = "n == 1 or n % 2 == 0"
at = "n"
message = "n is odd"
[[billing]]
item = "video"
unit = "video"
quantity = "n"
rate = "rates[tier]"
currency = "USD"
"""
FIRING = """
[[examples]]
name = "both rules fire"
input = { prompt = "x", n = 7, quality = "high" }
expect = ["even@/input/n", "few@/input/n"]
"""


@pytest.fixture
def verify(put: Put, shelf: Shelf, pack_text: PackText) -> Callable[..., PackResult]:
    """Try the examples of a pack that has two rules and a table of two rates."""

    def run(examples: str, body: str = BODY, top: str = TOP) -> PackResult:
        put("acme/video", pack_text(body + examples, top=top, models=MODELS))
        return verify_pack(shelf, "acme/video")

    return run


@pytest.fixture
def problems(verify: Callable[..., PackResult]) -> Try:
    """What is said of a single example."""

    def run(example: str, body: str = BODY) -> tuple[str, ...]:
        (case,) = verify(f'[[examples]]\nname = "a"\n{example}', body).cases
        return case.problems

    return run


RIGHT = (
    'input = { prompt = "x" }',
    'input = { prompt = "x" }\ncost = 2\nquantity = 1',
    'input = { prompt = "x", n = 2, quality = "high" }\ncost = "5.0"\nquantity = { minimum = 2, maximum = 2 }',
    'input = { prompt = "x" }\ncost = { minimum = 2, maximum = "2" }',
    'input = { prompt = "x" }\neffective = { n = 1, tier = "low" }',
    'input = { prompt = "x" }\nnormalized = { prompt = "x", n = 1, quality = "low" }',
    'input = { prompt = "x", n = 2.0 }\nexpect = ["decimal-integer@/input/n"]\nnormalized = { prompt = "x", n = 2, quality = "low" }',
    'input = { prompt = "x", n = 8 }\nexpect = ["few@/input/n"]\ncost = 16\nfixed = { prompt = "x", n = 5 }',
    'input = { n = 8 }\nexpect = ["required@/input/prompt", "few"]\ncost = "rejected"\nskipped = []',
    'input = { prompt = "x", n = 10 }\nexpect = ["maximum"]\nskipped = ["even", "few"]',
    'body = { model = "video", input = { prompt = "x" }, extra = 1 }\nexpect = ["unknown-field@/extra"]\ncost = 2',
    'body = { model = "still", input = { prompt = "x", seed = 1 } }\nexpect = ["unsupported@/input/seed"]',
    'model = "still"\ninput = { prompt = "x" }\ncost = 2',
    "input = {}\nfill = { prompt = 10 }",
    'input = {}\nfill = { prompt = 11 }\nexpect = ["max-length@/input/prompt"]',
    'input = { prompt = "x" }\nheaders = { key = "1" }',
    'input = { prompt = "x" }\nheaders = {}\nexpect = ["recommended"]',
    'input = { prompt = "x" }\nheaders = {}\nexpect = ["recommended@/headers/Key"]',
    'input = { prompt = "x" }\nsource = "docs#billing"',
)  # fmt: skip


@pytest.mark.parametrize("example", RIGHT)
def test_an_example_that_holds_has_no_problem(problems: Try, example: str) -> None:
    assert problems(example) == ()


WRONG = (
    (
        'input = { prompt = "x" }\nexpect = ["few@/input/n"]',
        "expected few@/input/n, which was not found; found nothing",
    ),
    (
        "input = {}",
        "found required@/input/prompt, which was not expected: prompt is missing, video requires it; add it",
    ),
    (
        'input = { n = 1 }\nexpect = ["required@/input/promt"]',
        "expected required@/input/promt, which was not found; found required@/input/prompt",
        "found required@/input/prompt, which was not expected: prompt is missing, video requires it; add it",
    ),
    (
        'input = {}\nexpect = ["required@/input/prompt", "required"]',
        "expected required, which was not found; found required@/input/prompt",
    ),
    ('input = { prompt = "x", n = 10 }\nexpect = ["maximum"]\nskipped = ["few"]', "skipped: expected few, got even, few"),
    ('input = { prompt = "x" }\nskipped = ["few"]', "skipped: expected few, got none"),
    ('input = { prompt = "x" }\neffective = { n = 2 }', "effective: expected n = 2, got 1"),
    ('input = { prompt = "x" }\neffective = { n = true }', "effective: expected n = true, got 1"),
    ('input = { prompt = "x" }\neffective = { m = 2 }', "effective: m is not one of the levers: n, tier"),
    ('input = {}\nexpect = ["required"]\neffective = { n = 1 }', "effective: the request is rejected, so nothing takes effect"),
    ('input = { prompt = "x" }\ncost = 3', "cost: expected 3, got 2"),
    ('input = { prompt = "x" }\ncost = "declined"', "cost: expected declined, got 2"),
    ('input = { prompt = "x" }\ncost = "rejected"', "cost: expected rejected, got 2"),
    ('input = {}\nexpect = ["required"]\ncost = 2', "cost: expected 2, got rejected"),
    ('input = { prompt = "x" }\ncost = { minimum = 1, maximum = 2 }', "cost: expected 1 to 2, got 2"),
    ('input = { prompt = "x" }\ncost = { minimum = 2 }', "cost: a range gives minimum and maximum"),
    ('input = { prompt = "x" }\ncost = 2.0', 'cost: 2.0 is not an amount: write a text such as "0.005"'),
    ('input = { prompt = "x" }\ncost = "free"', 'cost: "free" is not an amount, rejected or declined'),
    ('input = { prompt = "x" }\nquantity = 2', "quantity: expected 2, got 1"),
    ('input = { prompt = "x" }\nquantity = "1"', 'quantity: "1" is not a whole number'),
    ('input = {}\nexpect = ["required"]\nquantity = 1', "quantity: expected 1, got none"),
    (
        'input = { prompt = "x" }\nnormalized = { prompt = "y", n = 1, size = 1 }',
        'normalized: expected /prompt = "y", got "x"',
        "normalized: expected /size = 1, got none",
        'normalized: /quality = "low" was not expected',
    ),
    (
        'input = { prompt = "x" }\nnormalized = { prompt = "x", n = 1.0, quality = "low" }',
        "normalized: expected /n = 1.0, got 1",
    ),
    ('input = {}\nexpect = ["required"]\nnormalized = {}', "normalized: the request is rejected, so there is no payload to send"),
    ('input = { prompt = "x" }\nfixed = {}', "fixed: no diagnostic of this request has a fix"),
    (
        'input = { prompt = "x", n = 6 }\nexpect = ["few"]\nfixed = { prompt = "x", n = 6 }',
        "fixed: expected /n = 6, got 5",
    ),
    ("body = {}\ninput = {}", "an example gives either input or body"),
    ("", "an example gives either input or body"),
    ('model = "vidoe"\ninput = {}', "model vidoe is not one of the pack's: video, still; did you mean video?"),
    ('input = { prompt = "x" }\nsource = "page"', "source page is not among [sources]"),
    ('input = { prompt = "x" }\nfill = { "prompt.text" = 3 }', "fill: prompt.text has no place, prompt is no table"),
    ('input = { prompt = "x" }\nheaders = {}', "found recommended@/headers/Key, which was not expected: Key is not given: send one"),
)  # fmt: skip


@pytest.mark.parametrize(("example", "expected"), [(it[0], it[1:]) for it in WRONG])
def test_an_example_that_does_not_hold_says_what_came(
    problems: Try, example: str, expected: tuple[str, ...]
) -> None:
    assert problems(example) == expected


def test_a_case_says_where_it_was_written(verify: Callable[..., PackResult]) -> None:
    result = verify("[[examples]]\nname = 'first'\ninput = {}\n[[examples]]\nname = 'second'")

    first, second = result.cases
    assert (first.name, first.model, first.file) == ("first", "video", "acme/video.toml")
    assert first.line is not None
    assert second.line == first.line + 3


def test_two_examples_cannot_have_one_name(verify: Callable[..., PackResult]) -> None:
    example = "[[examples]]\nname = 'a'\ninput = { prompt = 'x' }\n"

    for case in verify(example * 2).cases:
        assert case.problems == ("another example has the same name; a name says what one shows",)


# Laws ---------------------------------------------------------------------------------------------


def test_a_fix_must_remove_its_diagnostic(problems: Try) -> None:
    body = BODY.replace("n = 5", "n = 6")

    assert problems('input = { prompt = "x", n = 8 }\nexpect = ["few"]', body) == (
        "fixed: few@/input/n is still found once its fix is applied",
    )


def test_a_safe_fix_must_keep_the_cost(problems: Try) -> None:
    body = BODY.replace("set = { n = 5 } }", "set = { n = 4 }, safe = true }")

    assert problems('input = { prompt = "x", n = 8 }\nexpect = ["few"]', body) == (
        "the payload with its safe fixes, normalized: expected /input/n = 8, got 4",
        "the payload with its safe fixes costs 8, the request 16",
        "the payload with its safe fixes has other effective values than the request",
    )


def test_the_normalized_payload_must_be_accepted(problems: Try) -> None:
    """A rule that asks whether a member with a default was sent sees it once it is filled in."""
    body = BODY + "[rules.alone]\nwhen = 'has(quality)'\nat = 'quality'\nmessage = 'm'\n"

    assert problems('input = { prompt = "x" }', body) == (
        "the normalized payload is rejected: alone@/input/quality",
    )


def test_the_normalized_payload_must_cost_the_same(problems: Try) -> None:
    body = BODY.replace(
        'tier = "quality"',
        "tier = [{ when = 'has(n)', then = '\"high\"' }, { then = 'quality' }]",
    )

    assert problems('input = { prompt = "x" }\ncost = 2', body) == (
        "the normalized payload costs 2.5, the request 2",
        "the normalized payload has other effective values than the request",
    )


# Coverage -----------------------------------------------------------------------------------------


def test_a_rule_without_an_example_fails_the_pack(verify: Callable[..., PackResult]) -> None:
    result = verify('[[examples]]\nname = "a"\ninput = { prompt = "x" }')

    assert result.failures == ()
    assert result.coverage.silent == ("even", "few")
    assert not result.ok


def test_what_is_never_reached_is_noted(verify: Callable[..., PackResult]) -> None:
    result = verify('[[examples]]\nname = "a"\ninput = { prompt = "x" }')

    assert result.coverage.values == ("/input/quality high",)
    assert result.coverage.cells == ("rates[high]",)


def test_a_cell_is_reached_where_a_price_was_looked_up_in_it(
    verify: Callable[..., PackResult],
) -> None:
    """A rejected request has no price, so that it reaches its values but no cell."""
    example = '[[examples]]\nname = "a"\ninput = { quality = "high" }\nexpect = ["required"]'
    coverage = verify(example).coverage

    assert coverage.values == ("/input/quality low",)
    assert coverage.cells == ("rates[low]", "rates[high]")


def test_a_rule_that_fires_in_every_example_is_noted(verify: Callable[..., PackResult]) -> None:
    assert verify(FIRING + FIRING.replace("both rules", "they")).coverage.constant == (
        "even",
        "few",
    )


def test_everything_reached(verify: Callable[..., PackResult]) -> None:
    result = verify(
        FIRING + '[[examples]]\nname = "low"\ninput = { prompt = "x" }\n'
        '[[examples]]\nname = "high"\ninput = { prompt = "x", quality = "high" }\n'
    )

    assert result.ok
    assert result.coverage.cells == result.coverage.values == result.coverage.constant == ()


# Packs on packs -----------------------------------------------------------------------------------


@pytest.fixture
def heir(put: Put, shelf: Shelf, pack_text: PackText) -> Callable[[str], PackResult]:
    """Try a pack that extends another, which promises that one video costs two."""

    def run(body: str) -> PackResult:
        example = FIRING + '[[examples]]\nname = "one"\ninput = { prompt = "x" }\ncost = 2\n'
        put("acme/video", pack_text(BODY + example, top=TOP))
        top = 'source = "docs"\nextends = "acme/video"'
        put("acme/more", pack_text(body, pack="acme/more", top=top, models="[models.more]"))
        return verify_pack(shelf, "acme/more")

    return run


def test_a_pack_keeps_the_examples_of_what_it_extends(heir: Callable[[str], PackResult]) -> None:
    result = heir("")

    assert [(it.name, it.model, it.file) for it in result.cases] == [
        ("both rules fire", "video", "acme/video.toml"),
        ("one", "video", "acme/video.toml"),
    ]
    assert result.ok


def test_an_inherited_example_that_no_longer_holds_fails(
    heir: Callable[[str], PackResult],
) -> None:
    result = heir("[[billing]]\nitem = 'video'\nrate = 3")

    (case,) = result.failures
    assert (case.name, case.file) == ("one", "acme/video.toml")
    assert case.problems == ("cost: expected 2, got 3",)


def test_an_example_of_the_same_name_replaces_an_inherited_one(
    heir: Callable[[str], PackResult],
) -> None:
    result = heir(
        "[[billing]]\nitem = 'video'\nrate = 3\n"
        "[[examples]]\nname = 'one'\nmodel = 'video'\ninput = { prompt = 'x' }\ncost = 3"
    )

    assert result.ok


def test_an_overlay_is_tried_with_its_own_examples(
    put: Put, tmp_path: Path, pack_text: PackText
) -> None:
    put("acme/video", pack_text(BODY + FIRING, top=TOP))
    overlay = tmp_path / "over.txt"
    overlay.write_text(
        pack_text(
            "[[billing]]\nitem = 'video'\nrate = 3\n"
            "[[examples]]\nname = 'ours'\ninput = { prompt = 'x' }\ncost = 4",
            pack="us/over",
            top='source = "docs"\namends = "acme/video"',
            models="",
        ),
        encoding="utf-8",
    )

    (case,) = verify_pack(Shelf([tmp_path], [overlay]), "acme/video").cases
    assert (case.name, case.file) == ("ours", "over.txt")
    assert case.problems == ("cost: expected 4, got 3",)


def test_an_overlay_answers_for_its_own_rules_alone(
    put: Put, tmp_path: Path, pack_text: PackText
) -> None:
    put("acme/video", pack_text(BODY + FIRING, top=TOP))
    overlay = tmp_path / "over.txt"
    overlay.write_text(
        pack_text(
            "[rules.budget]\nwhen = 'n > 3'\nmessage = 'm'\nat = 'n'\n",
            pack="us/over",
            top='source = "docs"\namends = "acme/video"',
            models="",
        ),
        encoding="utf-8",
    )

    result = verify_pack(Shelf([tmp_path], [overlay]), "acme/video")
    assert result.coverage.silent == ("budget",)


def test_a_pack_without_models_is_proven_all_the_same(
    put: Put, shelf: Shelf, pack_text: PackText
) -> None:
    put("acme/provider", pack_text("", pack="acme/provider", models=""))
    put(
        "acme/broken",
        pack_text("[fields.n]\ntype = 'integer'\nminLength = 1", pack="acme/broken", models=""),
    )

    assert verify_pack(shelf, "acme/provider") == PackResult("acme/provider", ())
    with pytest.raises(PackError, match="minLength is about string"):
        verify_pack(shelf, "acme/broken")


def test_too_much_to_try_is_refused_before_it_is_tried(
    put: Put, shelf: Shelf, pack_text: PackText
) -> None:
    fields = "\n".join(f"[fields.f{number}]\ntype = 'boolean'" for number in range(200))
    examples = "\n".join(f"[[examples]]\nname = '{it}'\ninput = {{}}" for it in range(900))
    put("acme/video", pack_text(f"{fields}\n{examples}"))

    with pytest.raises(PackError) as caught:
        verify_pack(shelf, "acme/video")

    assert caught.value.reason.startswith("900 examples, each held against ")
    assert caught.value.excerpt.startswith("    [[examples]]")


def test_too_many_wrong_values_are_not_compared(
    put: Put, shelf: Shelf, pack_text: PackText
) -> None:
    values = ", ".join(f"'{'ab' * 15}{number:010b}'" for number in range(200))
    wrong = ", ".join(f"'{'ba' * 15}{number:010b}'" for number in range(50))
    put("acme/video", pack_text(
        f"[fields.x]\ntype = 'array'\nitems = {{ type = 'string', enum = [{values}] }}\n"
        f"[[examples]]\nname = 'a'\ninput.x = [{wrong}]".replace("', '", "',\n'")
    ))  # fmt: skip
    (case,) = verify_pack(shelf, "acme/video").cases

    assert case.problems == (
        (
            "the examples hold too many wrong values or names to compare with the accepted ones;"
            " show each mistake once"
        ),
    )


def test_a_long_list_of_diagnostics_is_counted(put: Put, shelf: Shelf, pack_text: PackText) -> None:
    members = ", ".join(f"m{number} = 1" for number in range(30))
    put("acme/video", pack_text(
        f"[[examples]]\nname = 'a'\ninput = {{ {members} }}\nexpect = 'enum'"
    ))  # fmt: skip
    (case,) = verify_pack(shelf, "acme/video").cases

    first = case.problems[0]
    assert first.startswith("expected enum, which was not found; found unknown-field@/input/m0, ")
    assert first.endswith(" and 10 more")
