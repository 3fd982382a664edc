# A case of a table is one line, however long its message.
# ruff: noqa: E501

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from lightmeter.diagnostic import Citation, Severity
from lightmeter.errors import PackError
from lightmeter.packs.load import Shelf
from lightmeter.packs.program import Program

Load: TypeAlias = Callable[..., Program]
PackText: TypeAlias = Callable[..., str]
Put: TypeAlias = Callable[[str, str], Path]
MarkedText: TypeAlias = Callable[[str], Any]

FIELDS = """
[fields.n]
type = "integer"
minimum = 1
maximum = 15
default = 1
[fields.seed]
type = "integer"
[fields.quality]
type = "string"
enum = ["low", "high"]
default = "low"
[fields.tier]
type = "string"
enum = ["1K", "2K"]
[fields.prompt]
type = "string"
required = true
[fields.images]
type = "array"
maxItems = 4
[fields.size]
type = "string"
enum = ["auto"]
template = "{width:int:3-4}x{height:int:3-4}"
"""
LINE = """
[[billing]]
item = "image"
unit = "image"
currency = "USD"
"""


@pytest.fixture
def load(pack_text: PackText, put: Put, shelf: Shelf) -> Load:
    """The program of a pack's only model."""

    def run(body: str, **more: str) -> Program:
        put("acme/video", pack_text(FIELDS + body, **more))
        return shelf.program("acme/video", "video")

    return run


GOOD = """
[let]
many = "n > 4"
width = "size.width"
tall = [{ when = "has(size.width)", then = "size.height > width" }, { then = "false" }]
tier_used = [{ when = "has(tier)", then = "tier" }, { then = '"1K"', assume = "1K is taken", field = "tier" }]
[let.rates]
low = { 1K = 1, 2K = "0.5" }
high = { 1K = 2, 2K = 3 }
[rules.too-tall]
severity = "warning"
when = "tall"
at = "size"
message = "size is {size.width} wide, {width} and {{tall}}"
fix = { set = { n = "{n - 1}" }, remove = ["seed"] }
[rules.few]
require = "not many"
at = "n"
message = "n is {n}"
[[billing]]
item = "image"
unit = "image"
quantity = "n"
rate = "rates[quality][tier_used]"
currency = "USD"
"""


def test_what_is_proven_becomes_a_program(load: Load) -> None:
    program = load(GOOD, top='source = "docs"\nlevers = ["quality", "tier", "tier_used"]')

    rules = {program.checks[it.check].rule: it for it in program.rules}
    assert list(rules) == ["few", "too-tall"]
    assert program.checks[rules["few"].check].severity is Severity.ERROR
    assert rules["few"].at == ("input", "n")
    assert [name for name, _ in program.levers] == ["quality", "tier", "tier_used"]
    (line,) = program.lines
    assert (line.item, line.unit, line.currency) == ("image", "image", "USD")
    assert line.usd == Decimal(1)


def test_a_rule_reads_what_its_named_values_read(load: Load) -> None:
    program = load(GOOD)

    few, tall = program.rules
    bits = {name: program.inputs[name,].bit for name in ("n", "size", "seed")}
    assert few.reads == bits["n"]
    assert tall.reads == bits["size"] | bits["n"]


def test_every_assumption_that_a_request_can_make_is_there(load: Load) -> None:
    """What judging notes as assumed is an index into the assumptions."""
    program = load(GOOD)

    ((_, index),) = program.conditional_assumptions
    assert program.assumptions[index].text == "1K is taken"
    assert program.assumptions[index].pointer == ("input", "tier")


def test_errors_are_judged_before_warnings_each_in_the_packs_order(load: Load) -> None:
    rules = "".join(
        f'[rules.{name}]\nseverity = "{severity}"\nwhen = "n > 1"\nmessage = "m"\n'
        for name, severity in (("a", "info"), ("b", "error"), ("c", "warning"), ("d", "error"))
    )
    program = load(rules)

    assert [program.checks[it.check].rule for it in program.rules] == ["b", "d", "a", "c"]


def test_a_rule_that_is_off_is_left_out(load: Load) -> None:
    assert load('[rules.a]\nseverity = "off"\nwhen = "n > 1"\nmessage = "m"').rules == ()


def rule(**parts: str) -> str:
    known = {"when": '"n > 1"', "message": '"m"', **parts}
    lines = (f"{key} = {value}" for key, value in known.items() if value)
    return "[rules.a]\n" + "\n".join(lines)


BROKEN_NAMES = (
    ('[let]\n«"a-b"» = "n"', "a name is letters, digits and _"),
    ('[let]\n«n» = "1"', "n is a field already"),
    ('[let]\na = [«{ when = "n > 1" }»]', "a case of a named value gives its value with then"),
    ('[let]\na = "n +«"»', None),
    ('[let]\na = "n + «m»"', "unknown name m"),
    ('[let]\na = [{ when = "«n»", then = "1" }, { then = "2" }]', None),
    ('[let]\na = [{ then = "1" }, { when = "n > 1", then = "«2»" }]', "this case is never reached: the one before always applies"),
    ('[let]\na = "«b»"\nb = "a"', None),
    ("[let.a]\nlow = «0.5»", 'write the amount as a text: "0.5"; a decimal without quotes may lose digits in other readers'),
    ("[let.a]\nlow = «true»", "a cell is a whole number or a text"),
    ("[let.a]\nlow = «[1]»", "a cell is a whole number or a text"),
)  # fmt: skip

BROKEN_RULES = (
    ('[rules.«Too_Tall»]\nwhen = "n > 1"\nmessage = "m"', "a rule's id is kebab-case: a-b-c"),
    ('[rules.«a»]\nmessage = "m"', "the rule has neither when nor require"),
    ('[rules.«a»]\nwhen = "n > 1"', "the rule has no message"),
    (rule(when='"n > «"»'), None),
    (rule(when='"«quallity» == 1"'), "unknown name quallity"),
    (rule(when='"«n + 1»"'), None),
    (rule(when="'quality == «\"ultra\"»'"), None),
    (rule(when='"«seed» > 1"'), None),
    (rule(when='"«size.width» > 1"'), None),
    (rule(when="", require='"«seed» > 1"'), None),
    (rule(message='"n is {«m»}"'), "unknown name m"),
    (rule(message='"seed is {«seed»}"'), None),
    (rule(message='"n is «{»n"'), None),
    (rule(at="«'m'»"), "m is not a field of video"),
    (rule(fix="«{}»"), "the fix changes nothing"),
    (rule(fix="{ set = { m = «1» } }"), "m is not a field of video"),
    (rule(fix="{ set = { n = '{«seed»}' } }"), None),
    (rule(fix="{ remove = «['m']» }"), "m is not a field of video"),
    (rule(fix="{ set = { n = «16» } }"), "the fix cannot set n to 16: it is above the maximum 15"),
    (rule(fix="{ set = { n = «'many'» } }"), "the fix cannot set n to many: its type is string"),
    (
        rule(fix="{ set = { quality = «'best'» } }"),
        "the fix cannot set quality to best: it is not one of low, high",
    ),
)

BROKEN_BILLS = (
    ("«[[billing]]»\nitem = 'a'\nquantity = 1\ncurrency = 'USD'", "the item a has no unit"),
    ("«[[billing]]»\nitem = 'a'\nquantity = 1\nunit = 'b'", "the item a has no currency"),
    ("«[[billing]]»\nitem = 'a'\nunit = 'b'\ncurrency = 'USD'", "the item a has no quantity"),
    (LINE + "rate = 1\nquantity = [«{ then = '1' }», { then = '2' }]", "the cases below are never reached"),
    (LINE + "rate = 1\nquantity = [«{ when = 'n > 1', then = '1' }»]", "the last case needs no condition: leave out when"),
    (LINE + "rate = 1\nquantity = «{ minimum = '1' }»", "a case gives then, or minimum and maximum"),
    (LINE + "rate = 1\nquantity = «{ then = '1', minimum = '1', maximum = '2' }»", "a case gives then, or minimum and maximum"),
    (LINE + "rate = 1\nquantity = «'n - 2'»", "the quantity must be a whole number that cannot be negative"),
    (LINE + "rate = 1\nquantity = '«seed»'", None),
    (LINE + "rate = 1\nquantity = «'1.5'»", "the quantity must be a whole number that cannot be negative"),
    (LINE + "rate = '«quality»'\nquantity = 1", None),
    (LINE + "rate = 1\nquantity = «{ minimum = '1', maximum = 'n - 5' }»", "the quantity must be a whole number that cannot be negative"),
    (LINE + "rate = «'n - 2'»\nquantity = 1", "the rate must be a number that cannot be negative"),
    (LINE + "rate = '«m»'\nquantity = 1", "unknown name m"),
    (LINE + "unpriced = 'at {«seed»}'\nquantity = 1", None),
    (
        LINE + "quantity = 1\nrate = 1\n[[billing]]\nitem = 'b'\nunit = 'b'\nquantity = 1\nrate = 1\ncurrency = «'credits'»",
        "all items of a pack have one currency",
    ),
    ("«[[billing]]»\nitem = 'a'\nunit = 'b'\nquantity = 1\ncurrency = 'USD'", "the rate of a is not known in every case: write unpriced = why"),
    (
        "«[[billing]]»\nitem = 'a'\nunit = 'b'\nquantity = 1\ncurrency = 'USD'\nrate = [{ when = 'n > 1', then = '1' }]",
        "the rate of a is not known in every case: write unpriced = why",
    ),
    ("[let.a]\nlow = 1\n" + LINE + "quantity = 1\nrate = 'a[«quality»]'", "the table has no row for high"),
    ("[let.a]\nlow = 1\nhigh = 2\nultra = 3\n" + LINE + "quantity = 1\nrate = 'a[«quality»]'", None),
    ("[let.a]\nlow = 1\nhigh = 2\n" + LINE + "quantity = 1\nrate = 'a[«tier»]'", None),
    (LINE + "rate = 1\nquantity = { then = '1', assume = 'x', field = «'m'» }", "m is not a field of video"),
)  # fmt: skip


@pytest.mark.parametrize(("body", "reason"), (*BROKEN_NAMES, *BROKEN_RULES, *BROKEN_BILLS))
def test_what_cannot_be_proven_is_refused_where_it_stands(
    load: Load, marked: MarkedText, pack_text: PackText, body: str, reason: str | None
) -> None:
    place = marked(pack_text(FIELDS + body))

    with pytest.raises(PackError) as caught:
        load(body.replace("«", "").replace("»", ""))

    error = caught.value
    assert reason in (None, error.reason)
    assert error.name == "acme/video.toml"
    assert (error.line, error.column, error.excerpt) == (place.line, place.column, place.excerpt)


def test_a_lever_is_a_field_or_a_named_value(load: Load) -> None:
    with pytest.raises(PackError) as caught:
        load("", top='source = "docs"\nlevers = ["qualiti"]')

    assert caught.value.reason == "qualiti is neither a field nor a named value"
    assert caught.value.suggestion == "quality"
    assert caught.value.line == 4


@pytest.mark.parametrize(
    ("pointer", "suggestion"),
    (("input", "/input"), ("model", ""), ("a/b", ""), ("/a/b", ""), ("/model", "")),
)
def test_where_the_input_lies_begins_with_a_slash(
    load: Load, pointer: str, suggestion: str
) -> None:
    with pytest.raises(PackError) as caught:
        load(f"[request]\ninput = '{pointer}'")

    assert caught.value.reason.startswith('input is "" or "/" and the name of a member')
    assert caught.value.suggestion == suggestion


def test_a_misspelt_name_comes_with_the_one_that_was_meant(load: Load) -> None:
    with pytest.raises(PackError) as caught:
        load(rule(when="'qualty == \"low\"'"))

    assert caught.value.suggestion == "quality"


def test_a_mistake_of_a_model_is_shown_where_the_model_makes_it(load: Load) -> None:
    """The base is fine; the patch takes away the value that a rule names."""
    with pytest.raises(PackError) as caught:
        load(
            rule(when="'quality == \"high\"'"),
            models="[models.video]\nfields.quality.enum = ['low']",
        )

    assert caught.value.excerpt.splitlines()[0] == "    when = 'quality == \"high\"'"


def test_every_model_is_proven_on_its_own(put: Put, shelf: Shelf, pack_text: PackText) -> None:
    models = "[models.good]\n[models.bad]\nfields.n.default = 20"
    put("acme/video", pack_text(FIELDS, models=models))

    assert shelf.program("acme/video", "good").model == "good"
    with pytest.raises(PackError):
        shelf.program("acme/video", "bad")


def test_a_fix_cannot_set_a_part_of_a_text(load: Load) -> None:
    """Where the size came as a text, there is no width to be set."""
    forms = (
        "[fields.frame]\ntype = ['string', 'object']\ntemplate = '{width:int}x{height:int}'\n"
        "properties.width = { type = 'integer', required = true }\n"
        "properties.height = { type = 'integer', required = true }\n"
    )

    with pytest.raises(PackError, match="frame may be a text, in which nothing can be set"):
        load(forms + rule(fix="{ set = { 'frame.width' = 16 } }"))


@pytest.mark.parametrize(
    ("fix", "reason"),
    (
        ("{ set = { '' = 1 } }", "a fix changes a member; name it"),
        ("{ remove = [''] }", "a fix removes a member; name it"),
    ),
)
def test_a_fix_leaves_the_input_object_in_place(load: Load, fix: str, reason: str) -> None:
    with pytest.raises(PackError, match=reason):
        load(f"[rules.a]\nwhen = 'true'\nmessage = 'm'\nfix = {fix}")


@pytest.mark.parametrize("value", ("{ width = '{n}' }", "['{n}']", "{ a = [{ b = '}' }] }"))
def test_braces_that_nobody_would_read_are_refused(load: Load, value: str) -> None:
    """An expression stands in a text of its own, so that its value keeps its type."""
    holder = "[fields.any]\ntype = ['object', 'array']\n"

    with pytest.raises(PackError, match="worked out in a text alone"):
        load(holder + rule(fix=f"{{ set = {{ any = {value} }} }}"))


# The end of a model -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("basis", "severity"),
    (
        ("documented", Severity.ERROR),
        ("observed", Severity.ERROR),
        ("inferred", Severity.WARNING),
    ),
)
def test_the_end_of_a_model_is_two_checks(load: Load, basis: str, severity: Severity) -> None:
    table = f"[models.video]\nretires = 2026-10-23\nsuccessor = 'b'\nbasis = '{basis}'"
    program = load("", models=table)

    end = program.retirement
    assert end is not None
    assert (end.day, end.successor) == (dt.date(2026, 10, 23), "b")
    checks = [program.checks[end.before], program.checks[end.after]]
    assert [(it.rule, it.severity, it.pack, it.basis, it.member) for it in checks] == [
        ("model-retires", Severity.WARNING, "acme/video", basis, "model"),
        ("model-retired", severity, "acme/video", basis, "model"),
    ]
    assert [it.citation for it in checks] == [Citation("Video API", read="2026-01-02")] * 2


def test_a_model_that_stays_has_no_end(load: Load) -> None:
    program = load("", models="[models.video]\n[models.other]\nretires = 2026-10-23")

    assert program.retirement is None
    assert not {it.rule for it in program.checks} & {"model-retires", "model-retired"}


@pytest.mark.parametrize(
    ("models", "reason"),
    (
        (
            "[models.video]\n«successor» = 'b'",
            "there is a successor but no end: write retires = DATE, or leave successor out",
        ),
        (
            "[models.video]\nretires = 2026-10-23\nsuccessor = «'video'»",
            "video cannot succeed itself; write the id of another model",
        ),
    ),
)
def test_an_end_that_makes_no_sense_is_refused_at_its_place(
    pack_text: PackText, put: Put, shelf: Shelf, marked: MarkedText, models: str, reason: str
) -> None:
    mark = marked(pack_text(models=models))
    put("acme/video", mark.text)

    with pytest.raises(PackError) as caught:
        shelf.program("acme/video", "video")

    assert caught.value.reason == reason
    assert (caught.value.line, caught.value.column) == (mark.line, mark.column)


@pytest.mark.parametrize("name", ("model-retires", "model-retired"))
def test_no_rule_is_called_as_the_end_of_a_model(load: Load, name: str) -> None:
    with pytest.raises(PackError, match="write retires in"):
        load(f"[rules.{name}]\nwhen = 'true'\nmessage = 'm'")
