from collections.abc import Callable
from typing import TypeAlias

from lightmeter.packs.export.models import group_models
from lightmeter.packs.export.subject import Subject

Load: TypeAlias = Callable[..., list[Subject]]
FIELDS = '[fields.n]\ntype = "boolean"\n[fields.m]\ntype = "boolean"'


def test_models_with_the_same_requests_share_a_schema(load: Load) -> None:
    subjects = load(FIELDS, models="[models.b]\n[models.a]\n[models.c]\nfields.n.required = true")

    groups = group_models(subjects, {})
    assert [it.models for it in groups] == [("b", "a"), ("c",)]
    assert [it.schema["title"] for it in groups] == ["b, a", "c"]
    assert [it.schema["properties"]["model"] for it in groups] == [
        {"description": "Required. The model that the request is for.", "enum": ["b", "a"]},
        {"description": "Required. The model that the request is for.", "const": "c"},
    ]


def test_members_that_differ_say_whose_they_are(load: Load) -> None:
    subjects = load(FIELDS, models="[models.a]\n[models.c]\nfields.n.unsupported = 'not here'")

    first, second = (
        it.schema["properties"]["input"]["properties"] for it in group_models(subjects, {})
    )
    assert first["n"]["description"].startswith("a: True or false.")
    assert second["n"]["description"].startswith("c: Not accepted: not here.")
    assert first["m"] == second["m"]
    assert first["m"]["description"].startswith("True or false.")


def test_a_member_that_one_model_has_alone_is_its_own(load: Load) -> None:
    subjects = load(FIELDS, models="[models.a]\n[models.c]\nfields.x.type = 'boolean'")

    _, group = group_models(subjects, {})
    described = group.schema["properties"]["input"]["properties"]["x"]["description"]
    assert described.startswith("c: True or false.")


def test_names_of_definitions_need_no_escape_and_differ(load: Load) -> None:
    subjects = load(
        "",
        models='[models."a/b"]\n[models."a b"]\nfields.x.type = "boolean"\n'
        '[models.batch]\nfields.y.type = "boolean"',
    )

    groups = group_models(subjects, {}, reserved=("batch",))
    assert [it.name for it in groups] == ["a-b", "a-b-2", "batch-2"]


def test_the_requests_for_some_models_can_be_told(load: Load) -> None:
    (group,) = group_models(load(""), {})

    assert group.of(named=True, provider=False) == {
        "properties": {"model": {"const": "video"}},
        "required": ["model"],
    }
    assert group.of(named=False, provider=True) == {
        "properties": {"model": {"const": "video"}, "provider": {"const": "acme"}}
    }


RULE = """
[fields.x]
type = "integer"
[rules.long]
when    = "has(x) and x > 5"
require = "x < 9"
at      = "x"
message = "x is {x}"
why     = "It hurts."
[rules.short]
severity = "warning"
when     = "not has(x)"
message  = "no x"
[rules.off]
severity = "off"
when     = "not has(x)"
message  = "off"
"""


def test_rules_are_noted_at_the_input_object(load: Load) -> None:
    (group,) = group_models(load(RULE), {})

    assert group.schema["properties"]["input"]["x-lightmeter-rules"] == [
        {
            "rule": "long",
            "severity": "error",
            "at": "x",
            "when": "has(x) and x > 5",
            "require": "x < 9",
            "message": "x is {x}",
            "why": "It hurts.",
        },
        {"rule": "short", "severity": "warning", "when": "not has(x)", "message": "no x"},
    ]
    assert "x-lightmeter-rules" not in group.schema


def test_rules_of_members_beside_the_model_are_noted_there(load: Load) -> None:
    (group,) = group_models(load(f'[request]\ninput = ""\n{RULE}'), {})

    assert len(group.schema["x-lightmeter-rules"]) == 2


def test_the_first_clean_example_stands_as_one(load: Load) -> None:
    (group,) = group_models(
        load(
            '[fields.n]\ntype = "boolean"\n'
            '[[examples]]\nname = "a"\ninput = { n = 5 }\nexpect = ["type"]\n'
            '[[examples]]\nname = "b"\ninput = { n = true }\n'
            '[[examples]]\nname = "c"\ninput = { n = false }\n'
        ),
        {},
    )

    assert group.schema["examples"] == [{"model": "video", "input": {"n": True}}]


def test_a_model_that_retires_is_deprecated_and_stands_apart(load: Load) -> None:
    models = (
        "[models.a]\nretires = 2026-10-23\nsuccessor = 'c'\n[models.b]\nretires = 2027-01-31\n"
        "[models.c]"
    )
    groups = group_models(load(FIELDS, models=models), {})

    required = "Required. The model that the request is for."
    assert [it.schema["properties"]["model"] for it in groups] == [
        {
            "description": (
                f"{required} a retires on 2026-10-23, succeeded by c. b retires on 2027-01-31."
            ),
            "enum": ["a", "b"],
            "deprecated": True,
        },
        {"description": required, "const": "c"},
    ]
    assert groups[0].schema["properties"]["input"] == groups[1].schema["properties"]["input"]
