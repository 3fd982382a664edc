import copy
import json
import operator
import pickle
from collections.abc import Callable
from typing import Any

import attrs
import pytest

from lightmeter.checker import Checker
from lightmeter.estimate.effective import EffectiveValues

VALUES = EffectiveValues(tier="2K", n=2)


@pytest.mark.parametrize(
    "change",
    (
        lambda it: operator.setitem(it, "n", 3),
        lambda it: operator.delitem(it, "n"),
        lambda it: it.__ior__({"n": 3}),
        lambda it: it.update(n=3),
        lambda it: it.setdefault("x", 3),
        lambda it: it.pop("n"),
        lambda it: it.popitem(),
        lambda it: it.clear(),
    ),
)
def test_effective_values_cannot_be_changed(change: Callable[[dict[str, Any]], Any]) -> None:
    with pytest.raises(TypeError, match="cannot be changed"):
        change(VALUES)
    assert VALUES == {"tier": "2K", "n": 2}


def test_they_read_like_a_dict() -> None:
    assert VALUES == {"tier": "2K", "n": 2}
    assert list(VALUES.items()) == [("tier", "2K"), ("n", 2)]
    assert repr(VALUES) == "{'tier': '2K', 'n': 2}"
    assert json.dumps(VALUES) == '{"tier": "2K", "n": 2}'
    assert VALUES | {"n": 3} == {"tier": "2K", "n": 3}


@pytest.mark.parametrize("remake", (copy.deepcopy, lambda it: pickle.loads(pickle.dumps(it))))  # noqa: S301
def test_they_are_remade_as_what_they_are(remake: Callable[[Any], Any]) -> None:
    assert remake(VALUES) == VALUES
    assert type(remake(VALUES)) is EffectiveValues


@pytest.mark.parametrize("take", (copy.copy, dict, lambda it: it.copy()))
def test_a_copy_can_be_changed(take: Callable[[Any], dict[str, Any]]) -> None:
    own = take(VALUES)
    own["n"] = 3

    assert VALUES["n"] == 2


def test_every_estimate_has_them() -> None:
    """Also one that is made of another with a dict."""
    report = Checker().check({"model": "gpt-image-2", "input": {"prompt": "x"}}, provider="vidgo")
    assert report.estimate is not None
    other = attrs.evolve(report.estimate, effective={"tier": "9K"})

    assert type(report.estimate.effective) is EffectiveValues
    assert type(other.effective) is EffectiveValues
    assert other.effective == {"tier": "9K"}
