"""Keywords against their type and each other; most refusals are tried in `test_members.py`."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from lightmeter.errors import PackError
from lightmeter.packs.field import Field
from lightmeter.packs.load import Shelf

Load: TypeAlias = Callable[[str], Field]
PackText: TypeAlias = Callable[..., str]
Put: TypeAlias = Callable[[str, str], Path]


@pytest.fixture
def load(pack_text: PackText, put: Put, shelf: Shelf) -> Load:
    """The only field of a pack."""

    def run(field: str) -> Field:
        put("acme/video", pack_text(f"[fields.a]\n{field}"))
        return shelf.program("acme/video", "video").inputs["a",].field

    return run


@pytest.mark.parametrize(
    "field",
    (
        "type = 'integer'\nminimum = 5\nmaximum = 5\nmultipleOf = 5\ndefault = 5",
        "type = 'integer'\nminimum = -5\nmaximum = 0\ndefault = 0",
        "type = 'integer'\nenum = [4, 8]\ndefault = 8",
        "type = 'number'\nminimum = 0\nmaximum = 1\ndefault = 0.5",
        "type = ['number', 'string']\nmaximum = 1\nmaxLength = 3\ndefault = 'abc'",
        "type = ['integer', 'string']\nminimum = 1\nenum = ['auto']\ndefault = 'auto'",
        "type = 'string'\nminLength = 0\nmaxLength = 0\ndefault = ''",
        "type = 'string'\nminLength = 2\nmaxLength = 2\ndefault = '犬𝔞'",
        "type = 'string'\nenum = ['auto']\ntemplate = '{a:int}x{b:int}'\ndefault = '1x2'",
        "type = 'string'\nenum = ['auto']\ntemplate = '{a:int}x{b:int}'\ndefault = 'auto'",
        "type = 'boolean'\ndefault = false",
        "type = 'array'\nminItems = 0\nmaxItems = 0",
        "default = 'anything'",
    ),
)
def test_keywords_that_agree_are_taken(load: Load, field: str) -> None:
    assert load(field) != Field()


@pytest.mark.parametrize(
    ("field", "reason"),
    (
        ("type = 'string'\nminLength = 2\ndefault = 'a'", "it is shorter than 2"),
        ("type = 'string'\nmaxLength = 2\ndefault = 'abc'", "it is longer than 2"),
        ("type = 'integer'\nenum = [4, 8]\ndefault = 5", "it is not one of 4, 8"),
        ("type = 'integer'\nmultipleOf = 4\ndefault = 6", "it is no multiple of 4"),
        ("type = 'number'\nmaximum = 1\ndefault = 1.5", "it is above the maximum 1"),
        ("type = 'integer'\ndefault = 1.5", "its type is number"),
        ("type = 'string'\ndefault = false", "its type is boolean"),
        ("type = 'string'\ntemplate = '{a:int}x{b:int}'\ndefault = '1x'", "it is not AxB"),
        ("type = 'string'\ntemplate = '{a:int}x{b:int}'\ndefault = '1X2'", "it is not AxB"),
    ),
)
def test_a_default_is_a_value_that_the_field_accepts(load: Load, field: str, reason: str) -> None:
    with pytest.raises(PackError, match=f"the default .* cannot be: {reason}"):
        load(field)


@pytest.mark.parametrize(
    "keyword",
    (
        *("maxLength = 3", "minLength = 9", "format = 'uri'", "blank = 'no'", "webhook = true"),
        "media = { other = 'warning' }",
    ),
)
def test_a_keyword_that_a_template_leaves_no_room_for_is_refused(load: Load, keyword: str) -> None:
    """Else the pack demands what nobody ever checks."""
    with pytest.raises(PackError):
        load(f"type = 'string'\ntemplate = '{{a:int}}x{{b:int}}'\n{keyword}")


@pytest.mark.parametrize(
    "field",
    (
        "type = 'integer'\nmaximum = 5\nenum = [1, 20]",
        "type = 'integer'\nmultipleOf = 2\nenum = [1, 2]",
        "type = 'string'\nmaxLength = 2\nenum = ['ab', 'abc']",
        "type = 'integer'\nminimum = 3\nmaximum = 5\nmultipleOf = 7",
    ),
)
def test_a_value_that_is_offered_can_be_sent(load: Load, field: str) -> None:
    """A message that lists what is accepted lists nothing that is refused."""
    with pytest.raises(PackError):
        load(field)


@pytest.mark.parametrize(
    ("field", "reason"),
    (
        (
            "minLength = 1\ninferred = ['maxLength']",
            "inferred names maxLength; the field has type, minLength",
        ),
        ("minLength = 1\ninferred = ['min_length']", "did you mean minLength?"),
        ("minLength = 1\ninferred = ['source']", "inferred names source; the field has type"),
        (
            "minLength = 1\ninferred = 'minLength'\nbasis = 'inferred'",
            "inferred says nothing beside basis inferred",
        ),
        ("inferred = [7]", "is neither a text nor an array of texts"),
    ),
)
def test_only_a_keyword_of_the_field_is_inferred(load: Load, field: str, reason: str) -> None:
    with pytest.raises(PackError) as caught:
        load(f"type = 'string'\n{field}")

    assert reason in str(caught.value)


def test_what_a_model_refuses_may_be_inferred_for_the_others(
    pack_text: PackText, put: Put, shelf: Shelf
) -> None:
    body = "[fields.a]\ntype = 'string'\nrequired = true\ninferred = ['required']"
    models = "[models.video]\nfields.a.unsupported = 'no'\n[models.other]"
    put("acme/video", pack_text(body, models=models))

    assert "required" not in shelf.program("acme/video", "video").inputs["a",].checks
    other = shelf.program("acme/video", "other")
    assert other.checks[other.inputs["a",].checks["required"]].basis == "inferred"
