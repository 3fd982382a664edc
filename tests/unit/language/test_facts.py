from collections.abc import Callable
from typing import TypeAlias

import pytest

from lightmeter.language.check import check_cases
from lightmeter.language.facts import facts_if_false, facts_if_true
from lightmeter.language.parse import parse
from lightmeter.language.scope import Case, Scope
from lightmeter.language.typed import Typed

Checked: TypeAlias = Callable[..., Typed]

_R = {("resolution",)}
_S = {("seed",)}
_P = {("prompt",)}


@pytest.mark.parametrize(
    ("text", "holding", "failing"),
    (
        ("has(resolution)", _R, set()),
        ("not has(resolution)", set(), _R),
        ("has(resolution) and has(seed)", _R | _S, set()),
        ("has(resolution) or has(seed)", set(), set()),
        ("not has(resolution) or not has(seed)", set(), _R | _S),
        ("has(resolution) and not has(seed)", _R, set()),
        ("has(seed) and has(prompt) or has(seed) and audio", _S, set()),
        # Either the first fails, so that the seed is there, or it holds and the second fails.
        ("not has(seed) and not has(prompt)", set(), set()),
        ("not has(seed) and not (has(seed) and audio)", set(), _S),
        ("has(seed) or not has(prompt)", set(), _P),
        ("audio", set(), set()),
        ("n > 3", set(), set()),
        ("has(seed) and seed > 3", _S, set()),
        ("has(seed) or false", _S, set()),
        ("false", set(), set()),
    ),
)
def test_a_condition_proves_presence(
    checked: Checked, text: str, holding: set[object], failing: set[object]
) -> None:
    condition = checked(text)

    assert facts_if_true(condition) == holding
    assert facts_if_false(condition) == failing


def test_a_part_proves_its_group_and_its_whole(checked: Checked) -> None:
    assert facts_if_true(checked("custom")) == {
        ("size",),
        ("size", "width"),
        ("size", "height"),
    }


def test_what_a_rule_leaves_behind_reaches_its_message(checked: Checked) -> None:
    """A message is shown where `when` held and `require` did not."""
    when, require = checked("has(resolution)"), checked("audio or not has(seed)")

    assert facts_if_true(when) | facts_if_false(require) == _R | _S


@pytest.mark.parametrize(
    ("when", "then", "otherwise", "holding", "failing"),
    (
        ("has(seed)", "audio", "has(seed) and audio", _S, set()),
        ("not has(seed)", "false", "audio", _S, set()),
        ("not has(seed)", "true", "audio", set(), _S),
        ("has(seed)", "true", "false", _S, set()),
        ("has(seed)", "audio", "audio", set(), set()),
        ("audio", "has(seed)", "has(seed) and has(prompt)", _S, set()),
    ),
)
def test_cases_prove_what_each_way_to_the_outcome_proves(
    scope: Scope,
    *,
    when: str,
    then: str,
    otherwise: str,
    holding: set[object],
    failing: set[object],
) -> None:
    cases = (Case(parse(when), parse(then)), Case(None, parse(otherwise)))

    condition = check_cases(cases, scope)

    assert facts_if_true(condition) == holding
    assert facts_if_false(condition) == failing
