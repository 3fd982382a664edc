from collections.abc import Callable

from lightmeter.difference.matching import Pair, match
from lightmeter.difference.side import Priced

MakePriced = Callable[..., Priced]


def found(pairs: tuple[Pair, ...]) -> list[tuple[str, int | None, int | None]]:
    """How each pair was found, and the numbers of both."""
    return [(it.how, _index(it.old), _index(it.new)) for it in pairs]


def _index(it: Priced | None) -> int | None:
    return None if it is None else it.index


def test_ids_go_before_content(priced: MakePriced) -> None:
    """Whoever swaps the payloads of two named requests has changed both."""
    old = [priced("a", payload={"n": 1}, index=0), priced("b", payload={"n": 2}, index=1)]
    new = [priced("a", payload={"n": 2}, index=0), priced("b", payload={"n": 1}, index=1)]

    assert found(match(old, new)) == [("id", 0, 0), ("id", 1, 1)]


def test_an_id_is_looked_for_in_its_file_first(priced: MakePriced) -> None:
    """Then wherever it is the only one that is left."""
    old = [
        priced("a", key="x", index=0),
        priced("a", key="y", index=1),
        priced("b", key="x", index=2),
    ]
    new = [
        priced("b", key="y", index=0),
        priced("a", key="y", index=1),
        priced("a", key="z", index=2),
    ]

    assert found(match(old, new)) == [("id", 2, 0), ("id", 1, 1), ("id", 0, 2)]


def test_an_id_that_two_requests_share_names_none(priced: MakePriced) -> None:
    old = [priced("a", payload={"n": it}, index=it) for it in (0, 1)]
    new = [priced("a", payload={"n": 1 - it}, index=it) for it in (0, 1)]

    assert found(match(old, new)) == [("content", 1, 0), ("content", 0, 1)]


def test_what_is_hidden_is_no_id(priced: MakePriced) -> None:
    old = [
        priced("(hidden)", key="x", payload={"n": 0}),
        priced("********", key="x", id_hidden=True),
    ]
    new = [priced("(hidden)", key="y", payload={"n": 1}), priced("********", key="y")]

    assert [it.how for it in match(old, new)] == ["", "", "", ""]


def test_stars_in_an_id_hide_nothing_where_no_report_was_read(priced: MakePriced) -> None:
    old = [priced("a***", key="x", payload={"n": 0}), priced("b***", key="x", payload={"n": 1})]
    new = [priced("b***", key="x", payload={"n": 2}), priced("a***", key="x", payload={"n": 3})]

    assert [(it.how, it.old and it.old.id) for it in match(old, new)] == [
        ("id", "b***"),
        ("id", "a***"),
    ]


def test_equal_content_is_looked_for_in_the_same_file_first(priced: MakePriced) -> None:
    """However it is spelt, and whatever the order of its members."""
    old = [
        priced(key="x", payload={"n": 5, "b": 1}, index=0),
        priced(key="y", payload={"n": 5, "b": 1}, index=1),
    ]
    new = [
        priced(key="y", payload={"b": 1, "n": 5}, index=0),
        priced(key="z", payload={"b": 1, "n": 5}, index=1),
    ]

    assert found(match(old, new)) == [("content", 1, 0), ("content", 0, 1)]


def test_the_same_payload_for_another_provider_is_another_request(priced: MakePriced) -> None:
    old = [priced(key="x", payload={"n": 5})]
    new = [priced(key="y", payload={"n": 5}, provider="poyo")]

    assert [it.how for it in match(old, new)] == ["", ""]


def test_what_is_left_is_matched_by_its_place(priced: MakePriced) -> None:
    """In the same file, requests to the same model before others."""
    old = [
        priced(payload={"n": 0}, model="m", index=0),
        priced(payload={"n": 1}, model="k", index=1),
        priced(payload={"n": 2}, model="k", index=2),
    ]
    new = [
        priced(payload={"n": 3}, model="k", index=0),
        priced(payload={"n": 4}, model="p", index=1),
        priced(payload={"n": 5}, key="b.json", index=2),
    ]

    assert found(match(old, new)) == [
        ("place", 1, 0),
        ("place", 0, 1),
        ("", None, 2),
        ("", 2, None),
    ]


def test_two_names_are_never_one_place(priced: MakePriced) -> None:
    """Who took one shot out and put another in has not changed a shot; a name may be given late."""
    old = [priced("a", payload={"n": 0}, index=0), priced(payload={"n": 1}, index=1)]
    new = [priced("b", payload={"n": 2}, index=0), priced("c", payload={"n": 3}, index=1)]

    assert found(match(old, new)) == [("place", 1, 0), ("", None, 1), ("", 0, None)]
