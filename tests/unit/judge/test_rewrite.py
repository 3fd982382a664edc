from typing import Any

import pytest

from lightmeter.judge.rewrite import set_member


class Settings(dict[str, Any]):
    """A user's own kind of dict."""


def test_a_member_of_the_root_is_set_in_place() -> None:
    root: dict[str, Any] = {"a": 1}

    set_member(root, ("a",), 2)
    set_member(root, ("b",), 3)
    assert root == {"a": 2, "b": 3}


def test_the_users_containers_stay_as_they_are() -> None:
    """The root is ours; everything below it may be the user's."""
    user: dict[str, Any] = {"input": {"sizes": [{"w": 1.0}, {"w": 2.0}], "n": 1.0}, "x": {"y": 1}}
    root = dict(user)

    set_member(root, ("input", "sizes", 1, "w"), 2)
    set_member(root, ("input", "n"), 1)
    assert user == {"input": {"sizes": [{"w": 1.0}, {"w": 2.0}], "n": 1.0}, "x": {"y": 1}}
    assert type(user["input"]["sizes"][1]["w"]) is float
    assert root == {"input": {"sizes": [{"w": 1.0}, {"w": 2}], "n": 1}, "x": {"y": 1}}
    assert type(root["input"]["sizes"][1]["w"]) is int


def test_what_lies_beside_the_way_is_shared() -> None:
    user = {"input": {"urls": ["a"], "n": 1.0}}
    root: dict[str, Any] = dict(user)

    set_member(root, ("input", "n"), 1)
    assert root["input"]["urls"] is user["input"]["urls"]


@pytest.mark.parametrize("items", ([1.0, 2.0], (1.0, 2.0)))
def test_an_item_is_set_in_a_list_of_its_own(items: Any) -> None:
    user = {"a": items}
    root: dict[str, Any] = dict(user)

    set_member(root, ("a", 1), 2)
    assert root == {"a": [1.0, 2]}
    assert user["a"] is items
    assert tuple(items) == (1.0, 2.0)


def test_what_is_sent_is_plain() -> None:
    """A subclass of dict on the way becomes a dict: what is sent is JSON."""
    user = Settings(inner=Settings(n=1.0))
    root: dict[str, Any] = {"input": user}

    set_member(root, ("input", "inner", "n"), 1)
    assert type(root["input"]) is dict
    assert type(root["input"]["inner"]) is dict
    assert user == {"inner": {"n": 1.0}}
