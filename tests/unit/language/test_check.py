import pickle
from collections.abc import Callable
from typing import TypeAlias

import pytest

from lightmeter.language import typed
from lightmeter.language.check import MAX_DEPTH, Expansions, check, check_cases, check_let
from lightmeter.language.errors import ExpressionError
from lightmeter.language.facts import facts_if_true
from lightmeter.language.parse import parse
from lightmeter.language.scope import Case, Declaration, LetDeclaration, Scope
from lightmeter.language.tree import Path
from lightmeter.language.types import BOOLEAN, NUMBER, IntegerType, StringType, Type

Checked: TypeAlias = Callable[..., typed.Typed]
Mistake: TypeAlias = Callable[..., tuple[str, str, str]]


def _case(when: str | None, then: str) -> Case:
    return Case(None if when is None else parse(when), parse(then))


_SEVERAL = "to compare with several values write in [...]"


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        ("n + 1", IntegerType(2, 16)),
        ("n - m", IntegerType(-14, 14)),
        ("n * -m", IntegerType(-225, -1)),
        ("(n - 8) * (m - 8)", IntegerType(-49, 49)),
        ("n % 4", IntegerType(0, 3)),
        ("n % 16", IntegerType(1, 15)),
        ("(n - 8) // 4", IntegerType(-2, 1)),
        ("min(n, 3)", IntegerType(1, 3)),
        ("max(n, 3)", IntegerType(3, 15)),
        ("round_to(n, 8)", IntegerType(8, 16)),
        ("round_to(n - 8, 8)", IntegerType(-8, 8)),
        ("len(image_urls)", IntegerType(0, 14)),
        ("len(images)", IntegerType(0, 14)),
        ("len(name)", IntegerType(0, 2**31)),
        ("n * 0.5", NUMBER),
        ("scale + n", NUMBER),
        ("max(n, scale)", NUMBER),
        ("-scale", NUMBER),
        ("n < m", BOOLEAN),
        ("audio", BOOLEAN),
        ("tier", StringType(frozenset({"1K", "2K", "4K"}))),
        ("credits[quality][tier]", IntegerType(2, 48)),
        ("rates[tier]", NUMBER),
        ("texts[tier]", StringType(frozenset({"small", "large"}))),
    ),
)
def test_a_result_has_the_narrowest_type_that_is_sure(
    checked: Checked, text: str, expected: Type
) -> None:
    assert checked(text).type == expected


@pytest.mark.parametrize(
    ("text", "marked", "message", "suggestion"),
    (
        ("qualty == n", "qualty", "unknown name qualty", "quality"),
        ("size.widht > 1", "size.widht", "unknown name size.widht", "size.width"),
        ("audio == True", "True", "unknown name True", "true"),
        ("quality == high", "high", "unknown name high; text stands in quotes", '"high"'),
        ("zzz", "zzz", "unknown name zzz", ""),
        ("credits", "credits", "credits is a table; index it: credits[...]", ""),
        ("n[quality]", "n", "n is no table", ""),
        ("n in n", "n", 'to the right of in stands a list of literals, such as ["1K", "2K"]', ""),
        ("[1, 2]", "[1, 2]", "a list stands to the right of in only", ""),
        ("n and audio", "n", "a condition is true or false, not an integer", ""),
        ("not quality", "quality", "a condition is true or false, not a string", ""),
        (
            'quality == "low" or "high"',
            '"high"',
            f"a condition is true or false, not a string; {_SEVERAL}",
            "",
        ),
        ("has()", "has()", "has takes 1 argument, not 0", ""),
        ("len(n, m)", "len(n, m)", "len takes 1 argument, not 2", ""),
        ("round_to(n)", "round_to(n)", "round_to takes 2 arguments, not 1", ""),
        ("min(n)", "min(n)", "min takes two or more arguments", ""),
        ("len(n) > 1", "n", "len takes an array or a string, not an integer", ""),
        (
            "image_urls",
            "image_urls",
            "`image_urls` may be absent here; guard with has(image_urls)",
            "",
        ),
    ),
)
def test_mistakes_are_marked(
    mistake: Mistake, text: str, marked: str, message: str, suggestion: str
) -> None:
    marks = mistake(text)

    assert marks == (marked, message, suggestion)


def test_only_single_values_come_out(mistake: Mistake) -> None:
    marked, message, _ = mistake("image_urls", "has(image_urls)")

    assert (marked, message) == ("image_urls", "a single value is needed, not an array")


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    (
        ("boolean", "n", "a condition is true or false, not an integer"),
        ("integer", "scale", "an integer is needed, not a number"),
        ("number", "quality", "a number is needed, not a string"),
        ("string", "n", "a string is needed, not an integer"),
        ("string", "frame", "a string is needed, not a string or an object"),
    ),
)
def test_what_is_expected_is_demanded(scope: Scope, kind: str, text: str, message: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        check(parse(text), scope, expected=kind)  # type: ignore[arg-type]

    assert caught.value.message == message
    assert (caught.value.start, caught.value.end) == (0, len(text))


@pytest.mark.parametrize(
    ("kind", "text"),
    (
        ("boolean", "audio"),
        ("integer", "n"),
        ("number", "n"),
        ("number", "scale"),
        ("string", "quality"),
        ("scalar", "frame"),
    ),
)
def test_what_fits_is_accepted(scope: Scope, kind: str, text: str) -> None:
    result = check(parse(text), scope, expected=kind)  # type: ignore[arg-type]

    assert isinstance(result.node, typed.FieldValue)


# Presence ----------------------------------------------------------------------------------------

_ABSENT = "`resolution` may be absent here; guard with has(resolution)"
_CUSTOM = "size.width is only there when a custom size is given; guard with has(size.width)"


@pytest.mark.parametrize(
    "text",
    (
        'resolution == "1K"',
        'resolution == "1K" and has(resolution)',
        'has(resolution) or resolution == "1K"',
        'not has(resolution) and resolution == "1K"',
        '(has(resolution) or audio) and resolution == "1K"',
        'has(size.width) and resolution == "1K"',
    ),
)
def test_a_member_without_a_guard_may_be_absent(mistake: Mistake, text: str) -> None:
    assert mistake(text) == ("resolution", _ABSENT, "")


@pytest.mark.parametrize(
    "text",
    (
        'has(resolution) and resolution == "1K"',
        'audio and has(resolution) and resolution == "1K"',
        'not has(resolution) or resolution == "1K"',
        'not (not has(resolution)) and resolution == "1K"',
        'not (not has(resolution) or audio) and resolution == "1K"',
        '(has(resolution) and audio or has(resolution)) and resolution == "1K"',
        '(has(resolution) or false) and resolution == "1K"',
    ),
)
def test_a_guard_proves_presence(checked: Checked, text: str) -> None:
    assert checked(text).type == BOOLEAN


def test_a_part_names_the_form_it_belongs_to(mistake: Mistake) -> None:
    assert mistake("size.width > 3") == ("size.width", _CUSTOM, "")


def test_a_part_without_a_group_is_a_member_like_any_other(mistake: Mistake) -> None:
    message = "`options.count` may be absent here; guard with has(options.count)"

    assert mistake("options.count > 3", "has(options)") == ("options.count", message, "")


def test_one_of_a_group_proves_all_of_it(checked: Checked) -> None:
    assert checked("has(size.width) and size.height > 3").type == BOOLEAN
    assert checked("(has(size.width) or has(size.height)) and size.height > 3").type == BOOLEAN


def test_a_part_proves_the_whole(scope: Scope, checked: Checked) -> None:
    node = checked("has(options.count)").node

    assert isinstance(node, typed.HasField)
    assert node.proves == {("options",), ("options", "count")} & scope.keys()


def test_a_named_value_is_a_guard(checked: Checked) -> None:
    assert checked("custom and size.height > 3").type == BOOLEAN


def test_a_named_value_takes_the_facts_of_its_place(checked: Checked, mistake: Mistake) -> None:
    assert checked("longest <= 3840", "custom").type == BOOLEAN

    assert mistake("n < longest") == ("longest", f"longest: width: {_CUSTOM}", "")


def test_has_takes_a_member_only(mistake: Mistake) -> None:
    message = "has takes the name of a member; {} is defined by the pack"
    assert mistake("has(width)") == ("width", message.format("width"), "size.width")
    assert mistake("has(tier)") == ("tier", message.format("tier"), "")
    assert mistake("has(credits)") == ("credits", message.format("credits"), "")
    assert mistake('has("seed")') == (
        '"seed"',
        "has takes the name of a member, without quotes",
        "seed",
    )
    assert mistake("has(n + 1)") == ("n + 1", "has takes the name of a member", "")
    assert mistake("has(sed)") == ("sed", "unknown name sed", "seed")


def test_the_length_of_text_needs_a_guard(checked: Checked, mistake: Mistake) -> None:
    message = "`prompt` may be absent here; guard with has(prompt)"

    assert mistake("len(prompt) > 3") == ("prompt", message, "")
    assert checked("has(prompt) and len(prompt) > 3").type == BOOLEAN


def test_the_length_of_an_array_behind_a_condition_is_not_that_of_the_array(scope: Scope) -> None:
    some = LetDeclaration("some", (_case("audio", "image_urls"),))

    with pytest.raises(ExpressionError, match="one case must always apply"):
        check(parse("len(some) > 3"), {**scope, ("some",): some})


# Named values ------------------------------------------------------------------------------------


def test_a_plain_named_value_leaves_no_trace(checked: Checked) -> None:
    assert checked("pair") == checked("n + n")


def test_a_circle_of_named_values_names_its_members(mistake: Mistake) -> None:
    message = "named values refer to each other in a circle: left -> right -> left"

    assert mistake("n + left") == ("left", message, "")


def test_a_mistake_in_a_named_value_is_marked_where_it_is_used(mistake: Mistake) -> None:
    message = "wrong: + takes numbers; `quality` is a string"

    assert mistake("n < wrong") == ("wrong", message, "")


def test_a_named_value_is_checked_at_home_as_if_all_were_present(scope: Scope) -> None:
    longest, wrong, left = (scope[(name,)] for name in ("longest", "wrong", "left"))
    assert isinstance(longest, LetDeclaration)
    assert isinstance(wrong, LetDeclaration)
    assert isinstance(left, LetDeclaration)

    assert check_let(longest, scope).type == IntegerType(1, 999_999)
    with pytest.raises(ExpressionError) as caught:
        check_let(wrong, scope)
    assert (caught.value.start, caught.value.end) == (4, 11)
    assert caught.value.where == (0, "then")
    with pytest.raises(ExpressionError, match="left -> right -> left"):
        check_let(left, scope)


def test_doubling_named_values_are_refused_quickly(scope: Scope) -> None:
    """Sixteen named values that each use the one before four times have 2^32 parts."""
    lets: dict[Path, Declaration] = {("x0",): LetDeclaration("x0", (_case(None, "audio"),))}
    for index in range(1, 17):
        name = f"x{index}"
        text = " or ".join([f"x{index - 1}"] * 4)
        lets[(name,)] = LetDeclaration(name, (_case(None, text),))

    with pytest.raises(ExpressionError, match="more than 2000 parts") as caught:
        check(parse("audio and x16"), {**scope, **lets})

    assert (caught.value.start, caught.value.end) == (10, 13)


def test_facts_of_deep_conditions_are_found_quickly(scope: Scope) -> None:
    """Looking for both outcomes separately would take 2^50 steps."""
    lets: dict[Path, Declaration] = {
        ("x0",): LetDeclaration("x0", (_case(None, "has(resolution)"),))
    }
    for index in range(1, 25):
        name = f"x{index}"
        text = f"x{index - 1} or audio" if index % 2 else f"x{index - 1} and audio"
        lets[(name,)] = LetDeclaration(name, (_case(None, text),))

    node = check(parse("x24 and audio"), {**scope, **lets}).node

    assert isinstance(node, typed.And)


def test_a_named_value_that_was_put_in_place_before_is_the_same_again(scope: Scope) -> None:
    """What checks share changes nothing but the time they take."""
    texts = ('tier == "1K"', "longest > 3 and longest < 9", "custom", "pair + pair + pair")
    shared: Expansions = {}

    for text in texts:
        given = facts_if_true(check(parse("custom"), scope))
        alone = check(parse(text), scope, facts=given)
        assert check(parse(text), scope, facts=given, expansions=shared) == alone
    assert {"tier", "longest", "width", "custom", "pair"} <= set(shared)


def test_what_was_put_in_place_where_more_was_present_is_checked_again(scope: Scope) -> None:
    shared: Expansions = {}
    given = facts_if_true(check(parse("custom"), scope))
    check(parse("longest"), scope, facts=given, expansions=shared)

    with pytest.raises(ExpressionError, match="only there when a custom size is given"):
        check(parse("longest"), scope, expansions=shared)


def test_the_bounds_count_what_was_put_in_place_before(scope: Scope) -> None:
    """Neither the parts nor their depth can be hidden in a value that is known already."""
    parts = LetDeclaration("parts", (_case(None, "+".join(["n"] * 40)),))
    wide = {**scope, ("parts",): parts}
    shared: Expansions = {}
    check(parse("parts"), wide, expansions=shared)

    check(parse(f"parts{'+ 1' * (MAX_DEPTH - 41)}"), wide, expansions=shared)
    deep = f"parts{'+ 1' * (MAX_DEPTH - 40)}"
    with pytest.raises(ExpressionError, match="deep inside one another"):
        check(parse(deep), wide, expansions=shared)
    many = " and ".join(["parts > max(parts, parts, parts, parts, parts)"] * 5)
    with pytest.raises(ExpressionError, match="more than 2000 parts"):
        check(parse(many), wide, expansions=shared)


def test_depth_is_bounded(scope: Scope) -> None:
    deepest = "+".join(["1"] * MAX_DEPTH)

    assert check(parse(deepest), scope).type == IntegerType(MAX_DEPTH, MAX_DEPTH)
    with pytest.raises(ExpressionError, match="more than 64 deep"):
        check(parse(deepest + "+1"), scope)


# Cases -------------------------------------------------------------------------------------------


def _refused(scope: Scope, *cases: Case) -> tuple[tuple[int | str, ...], str]:
    with pytest.raises(ExpressionError) as caught:
        check_cases(cases, scope)
    return caught.value.where, caught.value.message


def test_a_later_case_knows_that_earlier_ones_did_not_apply(scope: Scope) -> None:
    cases = (_case("not has(resolution)", '"1K"'), _case(None, "resolution"))

    node = check_cases(cases, scope).node

    assert isinstance(node, typed.Conditional)
    assert isinstance(node.otherwise, typed.FieldValue)
    assert node.type == StringType(frozenset({"1K", "2K", "4K"}))


def test_a_value_knows_that_its_own_condition_holds(scope: Scope) -> None:
    cases = (_case("has(seed)", "seed"), _case(None, "0"))

    assert check_cases(cases, scope).type == IntegerType(0, None)


def test_a_value_does_not_know_what_only_later_cases_ask(scope: Scope) -> None:
    cases = (_case("audio", "resolution"), _case("not has(resolution)", '"1K"'))

    assert _refused(scope, *cases) == ((0, "then"), _ABSENT)


def test_cases_pass_the_facts_on(scope: Scope) -> None:
    cases = (_case("audio", "has(resolution)"), _case(None, "has(resolution) and n > 3"))
    named = LetDeclaration("sent", cases)

    checked = check(parse('sent and resolution == "1K"'), {**scope, ("sent",): named})

    assert checked.type == BOOLEAN


def test_the_last_case_always_applies(scope: Scope) -> None:
    message = "the last case has no condition: one case must always apply"

    assert _refused(scope, _case("audio", "1")) == ((0, "when"), message)
    assert _refused(scope) == ((), "there is no case")


def test_open_cases_may_leave_the_value_open(scope: Scope) -> None:
    node = check_cases((_case("audio", "1"),), scope, open=True).node

    assert isinstance(node, typed.Conditional)
    assert node.otherwise is None


def test_a_case_behind_one_that_always_applies_is_dead(scope: Scope) -> None:
    message = "this case is never reached: the one before always applies"

    assert _refused(scope, _case(None, "1"), _case(None, "2")) == ((1, "then"), message)
    assert _refused(scope, _case(None, "1"), _case("audio", "2")) == ((1, "then"), message)


def test_cases_give_one_kind(scope: Scope) -> None:
    message = "the cases give an integer as well as a string"

    assert _refused(scope, _case("audio", "1"), _case(None, "quality")) == ((1, "then"), message)
    numbers = (_case("audio", "1"), _case(None, "scale"))
    assert check_cases(numbers, scope).type == NUMBER


def test_a_single_case_is_its_value(scope: Scope) -> None:
    assert check_cases((_case(None, "n"),), scope) == check(parse("n"), scope)


def test_an_expected_kind_holds_for_every_case(scope: Scope) -> None:
    cases = (_case("audio", "1"), _case(None, "scale"))

    with pytest.raises(ExpressionError, match="an integer is needed") as caught:
        check_cases(cases, scope, expected="integer")
    assert caught.value.where == (1, "then")


def test_an_error_survives_pickling() -> None:
    error = ExpressionError("why", 1, 2, "what", (0, "when"))

    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes

    assert (copy.message, copy.start, copy.end, copy.suggestion, copy.where) == (
        "why",
        1,
        2,
        "what",
        (0, "when"),
    )
    assert str(copy) == "why"


def test_the_work_of_a_check_is_told(checked: Checked) -> None:
    """The cells of a table count as well as the parts, but once however often it is read."""
    table, cells = "credits[quality][tier]", 9
    once, twice = checked(f"{table} > 1"), checked(f"{table} > 1 and {table} > 1")

    assert checked("1 < 2").parts == 3
    assert once.parts > cells + 3
    assert twice.parts == 1 + 2 * (once.parts - cells) + cells
