import json

import pytest

from lightmeter.document.json_skimming import JsonSkimmer
from lightmeter.document.json_spans import index_json
from lightmeter.place import Pointer

BATCH = ' {"requests": [{"id": "a", "input": {"n": [1, 2]}}, {"id": "b"}], "\\u0078": 1e400}\n'


def test_members_of_a_request_wait_until_they_are_asked_for() -> None:
    skimmer = JsonSkimmer(BATCH)
    whole: Pointer = ("requests",)

    assert skimmer.around(()).places == {(): (-1, -1, 1, 82)}
    assert skimmer.around(whole).places.keys() == {(), whole, ("x",)}
    assert skimmer.around((*whole, 0)).places.keys() == {
        *((), whole, ("x",)),
        *((*whole, 0), (*whole, 1)),
    }
    assert skimmer.around((*whole, 1, "id")).places.keys() == {
        *((), whole, ("x",)),
        *((*whole, 0), (*whole, 1), (*whole, 1, "id")),
    }


@pytest.mark.parametrize(
    "text",
    (
        BATCH,
        "[]",
        "{}",
        " 1 ",
        '"a"',
        "[[], {}, [[[1]]], {'a': {'b': {'c': [null]}}}]".replace("'", '"'),
        '{"a" : {"b\\n" : [ true , "\\"]}" ] } ,\r\n "c":-1.5e3}',
        json.dumps({"é": [{"🦊": "ß"}], "b": ["é", {}]}, ensure_ascii=False),
    ),
)
def test_what_is_asked_for_is_where_the_whole_index_has_it(text: str) -> None:
    whole, every = index_json(text), JsonSkimmer(text)

    for pointer, place in whole.places.items():
        assert JsonSkimmer(text).around(pointer).places[pointer] == place
        assert every.around(pointer).places[pointer] == place
    assert every.index.places == whole.places


def test_what_is_not_there_is_not_found() -> None:
    skimmer = JsonSkimmer(BATCH)

    for pointer in (("request",), ("requests", 2), ("requests", 0, "input", "n", 2), ("x", "y")):
        assert pointer not in skimmer.around(pointer).places
