# A case of a table is one line, however long its message.
# ruff: noqa: E501

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from lightmeter.diagnostic import Severity
from lightmeter.errors import PackError
from lightmeter.judge.generate import generate_judge
from lightmeter.packs.load import Shelf
from lightmeter.packs.member import Member
from lightmeter.packs.program import Check, Program

Load: TypeAlias = Callable[..., Program]
PackText: TypeAlias = Callable[..., str]
Put: TypeAlias = Callable[[str, str], Path]
MarkedText: TypeAlias = Callable[[str], Any]


@pytest.fixture
def load(pack_text: PackText, put: Put, shelf: Shelf) -> Load:
    """The program of a pack's only model."""

    def run(body: str, **more: str) -> Program:
        put("acme/video", pack_text(body, **more))
        return shelf.program("acme/video", "video")

    return run


def field(program: Program, *path: str) -> Member:
    return program.inputs[path]


def check(program: Program, member: Member, key: str) -> Check:
    return program.checks[member.checks[key]]


def test_the_body_holds_the_model_and_the_input_object(load: Load) -> None:
    program = load("[fields.n]\ntype = 'integer'")

    assert list(program.body.properties) == ["model", "input"]
    assert "required" in program.body.properties["model"].checks
    assert list(program.body.properties["input"].properties) == ["n"]
    assert field(program, "n").pointer == ("input", "n")


def test_the_fields_may_lie_beside_the_model(load: Load) -> None:
    program = load("[request]\ninput = ''\n[fields.n]\ntype = 'integer'")

    assert list(program.body.properties) == ["model", "n"]
    assert field(program, "n").pointer == ("n",)


def test_every_keyword_becomes_a_check(load: Load) -> None:
    program = load(
        "[fields.n]\ntype = 'integer'\nrequired = true\nminimum = 1\nmaximum = 8\nmultipleOf = 2\n"
        "deprecated = 'old'\nrecommended = 'say it'"
    )

    member = field(program, "n")
    assert set(member.checks) == {
        "type", "required", "minimum", "maximum", "multiple-of", "deprecated", "recommended",
        "decimal-integer",
    }  # fmt: skip
    assert check(program, member, "maximum").detail == 8
    assert check(program, member, "maximum").severity is Severity.ERROR
    assert check(program, member, "deprecated").severity is Severity.WARNING
    assert check(program, member, "recommended").severity is Severity.INFO


def test_media_have_the_severities_the_pack_gives_them(load: Load) -> None:
    program = load(
        "[fields.a]\ntype = 'string'\n"
        "media = { data_uri = 'info', other = 'warning', extensions = ['png'] }"
    )

    member = field(program, "a")
    assert check(program, member, "data-uri").severity is Severity.INFO
    assert check(program, member, "not-a-url").severity is Severity.WARNING
    assert check(program, member, "file-type").detail == ("png",)


def test_unknown_members_warn_unless_the_object_is_closed(load: Load) -> None:
    program = load("[fields.n]\ntype = 'integer'")

    unknown = check(program, program.body.properties["input"], "unknown-field")
    assert unknown.severity is Severity.WARNING
    assert unknown.basis == "inferred"
    assert unknown.detail == ("n",)


def test_unknown_members_of_a_closed_object_are_errors(load: Load) -> None:
    program = load(
        "[fields.n]\ntype = 'integer'", top='source = "docs"\nadditionalProperties = false'
    )

    inner = program.body.properties["input"]
    assert check(program, inner, "unknown-field").severity is Severity.ERROR
    assert inner.closed
    # Beside model and input nothing is closed: the provider closes its input object alone.
    assert check(program, program.body, "unknown-field").severity is Severity.WARNING


def test_a_template_gives_the_object_forms_bounds_to_its_parts(load: Load) -> None:
    program = load(
        "[fields.size]\ntype = ['string', 'object']\ntemplate = '{width:int}x{height:int}'\n"
        "properties.width = { type = 'integer', minimum = 16, maximum = 64, required = true }\n"
        "properties.height = { type = 'integer', minimum = 8, required = true }"
    )

    member = field(program, "size")
    assert member.part_bounds == ((16, 64), (8, None))
    assert check(program, member, "minimum:width").detail == (16, "width")
    assert "maximum:height" not in member.checks
    assert field(program, "size", "width").pointer == ("input", "size", "width")


def test_a_keyword_that_is_inferred_says_so_alone(load: Load) -> None:
    program = load(
        "[fields.prompt]\ntype = 'string'\nminLength = 1\nmaxLength = 9\ninferred = ['minLength']"
    )

    member = field(program, "prompt")
    found = {rule: program.checks[index].basis for rule, index in member.checks.items()}
    assert found.pop("min-length") == "inferred"
    assert set(found.values()) == {"documented"}


def test_the_bound_of_a_part_has_the_basis_of_the_property(load: Load) -> None:
    program = load(
        "[fields.size]\ntype = ['string', 'object']\ntemplate = '{w:int}x{h:int}'\n"
        "properties.w = { type = 'integer', required = true, minimum = 1, inferred = ['minimum'] }\n"
        "properties.h = { type = 'integer', required = true, minimum = 1 }"
    )

    member = field(program, "size")
    assert check(program, member, "minimum:w").basis == "inferred"
    assert check(program, member, "minimum:h").basis == "documented"
    assert check(program, field(program, "size", "w"), "minimum").basis == "inferred"
    assert check(program, field(program, "size", "w"), "type").basis == "documented"


def test_items_have_the_pointer_of_any_item(load: Load) -> None:
    program = load("[fields.a]\ntype = 'array'\nitems = { type = 'string', format = 'uri' }")

    items = field(program, "a").items
    assert items is not None
    assert items.pointer == ("input", "a", "*")
    assert check(program, items, "format").member == "an item of a"


def test_an_item_stands_on_the_source_of_its_field(load: Load) -> None:
    program = load(
        "[fields.a]\ntype = 'array'\nsource = 'docs#a'\nitems = { type = 'string' }\n"
        "[fields.b]\ntype = 'array'\nitems = { type = 'string', source = 'docs#item' }"
    )

    sections = []
    for name in ("a", "b"):
        items = field(program, name).items
        assert items is not None
        citation = check(program, items, "type").citation
        assert citation is not None
        sections.append(citation.section)
    assert sections == ["a", "item"]


def test_headers_are_an_object_of_their_own(load: Load) -> None:
    program = load("[request.headers.Key]\ntype = 'string'\nrecommended = 'send one'")

    assert list(program.headers.properties) == ["Key"]


BROKEN = (
    ("[fields.n]\ntype = 'integer'\n«minLength» = 1", "minLength is about string, the type is integer"),
    ("[fields.n]\ntype = 'string'\n«maximum» = 1", "maximum is about integer or number, the type is string"),
    ("[fields.n]\ntype = 'number'\n«multipleOf» = 2", "multipleOf is about integer, the type is number"),
    ("[fields.n]\n«maxItems» = 1", "maxItems is about array, the type is not given"),
    ("[fields.n]\ntype = 'boolean'\n«enum» = ['a']", "enum is about string or integer, the type is boolean"),
    ("[fields.n]\ntype = 'string'\nformat = «'date'»", "format date is not known; write uri"),
    ("[fields.n]\ntype = 'integer'\nminimum = 5\nmaximum = «4»", "maximum 4 is below minimum 5"),
    ("[fields.n]\ntype = 'string'\nminLength = 5\nmaxLength = «4»", "maxLength 4 is below minLength 5"),
    ("[fields.n]\ntype = 'array'\nminItems = 5\nmaxItems = «4»", "maxItems 4 is below minItems 5"),
    ("[fields.n]\ntype = 'integer'\ndefault = «'1'»", "the default 1 cannot be: its type is string"),
    ("[fields.n]\ntype = 'integer'\ndefault = «true»", "the default True cannot be: its type is boolean"),
    ("[fields.n]\ntype = 'string'\nenum = ['a', 'b']\ndefault = «'c'»", "the default c cannot be: it is not one of a, b"),
    ("[fields.n]\ntype = 'integer'\nminimum = 1\ndefault = «0»", "the default 0 cannot be: it is below the minimum 1"),
    ("[fields.n]\ntype = 'integer'\nmaximum = 1\ndefault = «2»", "the default 2 cannot be: it is above the maximum 1"),
    ("[fields.n]\ntype = 'integer'\nrequired = true\ndefault = «2»", "the default 2 cannot be: the field is required"),
    (
        "[fields.o]\ntype = 'object'\n[fields.o.properties.n]\ntype = 'integer'\ndefault = «2»",
        "the default 2 cannot be: only a member of the input object or of the body can have one",
    ),
    ("[fields.n]\ntype = 'integer'\n[fields.n.items]\ntype = 'string'", None),
    ("[fields.s]\ntype = 'string'\ntemplate = '{a:int}x«{b:text}»'", "only int placeholders are known"),
    ("[fields.s]\ntype = 'string'\ntemplate = '{a:int}x«{»b}'", "write a placeholder as {name:int}"),
    (
        "[fields.s]\ntype = ['string', 'object']\ntemplate = «'{a:int}x{b:int}'»\nproperties.a = { type = 'integer' }",
        "the template's parts (a, b) and the object's properties (a) must be the same",
    ),
    (
        "[fields.s]\ntype = ['string', 'object']\ntemplate = '{a:int}'\nproperties.a = «{ type = 'integer' }»",
        "a is a part of the template, so in the object form it is an integer that is required",
    ),
    (
        "[fields.s]\ntype = ['string', 'object']\ntemplate = '{a:int}'\nproperties.a = «{ type = 'string', required = true }»",
        "a is a part of the template, so in the object form it is an integer that is required",
    ),
    (
        "[request.body.«model»]\ntype = 'string'",
        "model stands in every body, and is given by the ids under [models]",
    ),
    (
        "[request]\ninput = ''\n[fields.«model»]\ntype = 'string'",
        "the fields lie in the body itself, which has a model of its own; leave it out here",
    ),
    (
        "[request]\ninput = ''\n[request.body.url]\ntype = 'string'\n[fields.«url»]\ntype = 'string'",
        "the fields lie in the body itself, which has a url of its own; leave it out here",
    ),
    (
        "[fields.a]\ntype = 'array'\nitems = { type = 'string', source = «'page'» }",
        "source page is not among [sources]",
    ),
)  # fmt: skip


@pytest.mark.parametrize(("body", "reason"), BROKEN)
def test_a_keyword_that_does_not_fit_is_refused_where_it_stands(
    load: Load, marked: MarkedText, pack_text: PackText, body: str, reason: str | None
) -> None:
    if "«" not in body:
        with pytest.raises(PackError, match="items is about array, the type is integer"):
            load(body)
        return
    place = marked(pack_text(body))

    with pytest.raises(PackError) as caught:
        load(body.replace("«", "").replace("»", ""))

    error = caught.value
    assert error.reason == reason
    assert (error.line, error.column, error.excerpt) == (place.line, place.column, place.excerpt)


def test_a_default_of_a_text_must_fit_its_template(load: Load) -> None:
    with pytest.raises(PackError) as caught:
        load(
            "[fields.s]\ntype = 'string'\nenum = ['auto']\n"
            "template = '{a:int}x{b:int}'\ndefault = 'none'"
        )

    assert "the default none cannot be" in caught.value.reason


def test_a_default_must_keep_every_keyword(load: Load) -> None:
    with pytest.raises(PackError, match="the default 3 cannot be"):
        load("[fields.n]\ntype = 'integer'\nmultipleOf = 2\ndefault = 3")


def test_a_number_has_no_remainder(load: Load) -> None:
    with pytest.raises(PackError, match="multipleOf must be 1 or more"):
        load("[fields.n]\ntype = 'integer'\nmultipleOf = 0")


@pytest.mark.parametrize("pointer", ("input", "/a/b", "/model"))
def test_the_input_object_lies_directly_in_the_body(load: Load, pointer: str) -> None:
    with pytest.raises(PackError) as caught:
        load(f"[request]\ninput = '{pointer}'\n[fields.n]\ntype = 'integer'")

    assert caught.value.line == 9


def test_a_member_that_a_model_does_not_support_has_no_default_there(load: Load) -> None:
    """Else the normalized payload would hold what the model refuses."""
    program = load(
        "[fields.n]\ntype = 'integer'\ndefault = 1",
        models="[models.video]\nfields.n.unsupported = 'one frame'",
    )

    assert field(program, "n").field.default is None


def many_fields(count: int) -> str:
    """Two hundred fields, and as many properties that all are together `count`."""
    fields = "\n".join(f"[fields.f{number}]\ntype = 'string'" for number in range(199))
    properties = [f"p{number} = {{ type = 'string' }}" for number in range(count - 200)]
    return "\n".join((fields, "[fields.o]\ntype = 'object'\n[fields.o.properties]", *properties))


def test_a_pack_may_have_many_fields(load: Load) -> None:
    """The model is the 256th."""
    assert len(load(many_fields(255)).inputs) == 255


def test_a_pack_has_a_number_of_fields_wherever_they_lie(load: Load) -> None:
    with pytest.raises(PackError) as caught:
        load(many_fields(256))

    assert caught.value.reason == "a pack has at most 256 fields, properties, items and headers"


def deep_fields(container: str, depth: int) -> str:
    kind = "array" if container == "items" else "object"
    levels = (f".{container}" * level for level in range(depth))
    return "\n".join(f"[fields.x{level}]\ntype = '{kind}'" for level in levels)


@pytest.mark.parametrize("container", ("items", "properties.p"))
def test_fields_may_lie_eight_deep(load: Load, container: str) -> None:
    """Each level is a loop or a block of the generated code, of which Python nests few."""
    judge = generate_judge(load(deep_fields(container, 8)))

    assert judge({"model": "video", "input": {}}, None).rejected == 0


@pytest.mark.parametrize("container", ("items", "properties.p"))
def test_fields_lie_no_deeper(load: Load, container: str) -> None:
    with pytest.raises(PackError, match="fields lie at most 8 deep in one another"):
        load(deep_fields(container, 9))
