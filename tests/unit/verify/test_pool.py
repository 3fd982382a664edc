from typing import Any

import pytest

from lightmeter.judge.generate import generate_judge
from lightmeter.packs.program import Program
from lightmeter.verify.pool import MOST_TOGETHER, make_pool
from tests.unit.conftest import Load

FIELDS = """
[fields.prompt]
type = "string"
required = true
[fields.n]
type = "integer"
minimum = 1
maximum = 9
[fields.tier]
type = "string"
enum = ["1K", "2K"]
"""
RULE = "[rules.few]\nwhen = 'has(n) and has(tier) and n > 5'\nat = 'n'\nmessage = 'm'\n"


def inputs(program: Program) -> list[Any]:
    return [body.get("input") for body in make_pool(program)]


def accepted(program: Program) -> list[dict[str, Any]]:
    judge = generate_judge(program)
    return [body for body in make_pool(program) if not judge(body, None).rejected]


def test_the_plainest_request_comes_first(load: Load) -> None:
    assert next(make_pool(load(FIELDS))) == {"model": "video", "input": {"prompt": "x"}}


def test_each_member_takes_every_value_and_is_left_out(load: Load) -> None:
    tried = inputs(load(FIELDS))

    for name in ("prompt", "n", "tier"):
        assert any(isinstance(it, dict) and name not in it for it in tried)
    assert {1, 2, 8, 9, 0, 10} <= {it["n"] for it in tried if it and type(it.get("n")) is int}
    assert {"1K", "2K"} <= {it["tier"] for it in tried if it and type(it.get("tier")) is str}


def test_an_input_that_is_no_object_and_an_unknown_member_are_tried(load: Load) -> None:
    program = load(FIELDS)

    assert [] in inputs(program)
    assert None in inputs(program)
    assert {"prompt": "x", "no_such_member": 1} in inputs(program)
    assert any("no_such_member" in body for body in make_pool(program))


def test_members_that_a_rule_reads_together_take_their_values_together(load: Load) -> None:
    both = [it for it in inputs(load(FIELDS + RULE)) if it and {"n", "tier"} <= it.keys()]

    assert {(it["n"], it["tier"]) for it in both} >= {
        (n, tier) for n in (1, 4, 5, 6, 9) for tier in ("1K", "2K")
    }
    assert not [it for it in inputs(load(FIELDS)) if it and {"n", "tier"} <= it.keys()]


def test_of_too_many_combinations_a_sample_is_taken(load: Load) -> None:
    names = [f"f{number}" for number in range(8)]
    fields = "".join(f"[fields.{it}]\ntype = 'integer'\nminimum = 1\nmaximum = 9\n" for it in names)
    total = " + ".join(f"len({it})" for it in names)
    lists = fields.replace("'integer'\nminimum = 1\nmaximum = 9", "'array'\nmaxItems = 9")
    rule = f"[rules.many]\nwhen = '{total} > 20'\nat = 'f0'\nmessage = 'm'\n"

    pool = list(make_pool(load(lists + rule)))
    assert MOST_TOGETHER <= len(pool) < MOST_TOGETHER + 500
    assert pool == list(make_pool(load(lists + rule)))


def test_members_beside_the_input_object_are_tried(load: Load) -> None:
    hook = "[request.body.hook]\ntype = 'string'\nmaxLength = 3\n"
    tried = [body.get("hook") for body in make_pool(load(FIELDS + hook))]

    assert {"xxx", "xxxx", None} <= {it for it in tried if not isinstance(it, bool | list)}


def test_what_is_required_beside_the_input_object_is_sent(load: Load) -> None:
    """Without it no request at all would be accepted, and every rule seem never to fire."""
    hooks = "".join(
        f"[request.body.{name}]\ntype = 'string'\nrequired = true\n" for name in ("one", "two")
    )
    program = load(FIELDS + hooks + RULE)

    assert next(make_pool(program)) == {
        "model": "video",
        "one": "x",
        "two": "x",
        "input": {"prompt": "x"},
    }
    assert {"model": "video", "two": "x", "input": {"prompt": "x"}} in list(make_pool(program))
    assert {it["input"].get("n") for it in accepted(program)} >= {1, 5, 6, 9}


def test_fields_may_lie_directly_in_the_body(load: Load) -> None:
    program = load("[request]\ninput = ''\n" + FIELDS + RULE)

    assert next(make_pool(program)) == {"model": "video", "prompt": "x"}
    assert {"model": "video", "prompt": "x", "n": 5, "tier": "2K"} in accepted(program)


def test_what_a_model_does_not_support_is_sent_by_mistake_alone(load: Load) -> None:
    program = load(FIELDS + "[fields.seed]\ntype = 'integer'\nunsupported = 'no'\nrequired = true")

    assert accepted(program)
    assert not [it for it in accepted(program) if "seed" in it["input"]]
    assert [it for it in inputs(program) if it and "seed" in it]


def test_a_pack_without_fields_has_requests_too(load: Load) -> None:
    assert next(make_pool(load(""))) == {"model": "video", "input": {}}


@pytest.mark.parametrize(
    "field",
    (
        (
            "[fields.deep]\ntype = 'object'\n"
            "properties.a = { type = 'object', properties.b = { type = 'integer', maximum = 3 } }"
        ),
        (
            "[fields.list]\ntype = 'array'\nmaxItems = 2\n"
            "items = { type = 'object', properties.c = { type = 'string', enum = ['x', 'y'] } }"
        ),
        "[fields.any]\ndeprecated = 'no'",
        "[fields.scale]\ntype = 'number'\nminimum = 0\nmaximum = 1",
        "[fields.any]\ntype = ['boolean', 'integer', 'string', 'array']",
    ),
)
def test_every_shape_of_field_has_requests_that_are_accepted(load: Load, field: str) -> None:
    name = field[len("[fields.") : field.index("]")]

    assert [it for it in accepted(load(FIELDS + field)) if name in it["input"]]
