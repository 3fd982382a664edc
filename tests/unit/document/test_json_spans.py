from lightmeter.document.json_spans import index_json
from lightmeter.place import Pointer


def texts(text: str, offset: int = 0) -> dict[Pointer, tuple[str, str]]:
    """Give the text of each key and value."""
    places = index_json(text, offset).places
    return {
        pointer: (text[key_start:key_end] if key_start >= 0 else "", text[start:end])
        for pointer, (key_start, key_end, start, end) in places.items()
    }


def test_every_value_and_key_has_its_text() -> None:
    assert texts(' {"a" : [1, {"b": "x, ]"}], "c":null}\n') == {
        ("a",): ('"a"', '[1, {"b": "x, ]"}]'),
        ("a", 0): ("", "1"),
        ("a", 1): ("", '{"b": "x, ]"}'),
        ("a", 1, "b"): ('"b"', '"x, ]"'),
        ("c",): ('"c"', "null"),
        (): ("", '{"a" : [1, {"b": "x, ]"}], "c":null}'),
    }


def test_an_empty_object_before_a_scalar_in_an_array_is_an_item() -> None:
    assert texts("[{}, 1, [], 2]") == {
        (0,): ("", "{}"),
        (1,): ("", "1"),
        (2,): ("", "[]"),
        (3,): ("", "2"),
        (): ("", "[{}, 1, [], 2]"),
    }


def test_a_scalar_may_be_the_whole_document() -> None:
    assert texts(' "a" ') == {(): ("", '"a"')}
    assert texts("-1.5") == {(): ("", "-1.5")}


def test_keys_with_escapes_are_named_by_what_they_mean() -> None:
    found = texts('{"\\u0061\\"\\\\": 1, "日🦊": 2}')

    assert found['a"\\',] == ('"\\u0061\\"\\\\"', "1")
    assert found["日🦊",] == ('"日🦊"', "2")


def test_only_the_document_at_the_offset_is_read() -> None:
    text = '{"a": 1}\n {"b": [2]}\n3\n{"c": 4}'

    assert texts(text, 9) == {
        ("b",): ('"b"', "[2]"),
        ("b", 0): ("", "2"),
        (): ("", '{"b": [2]}'),
    }
    assert texts(text, 21) == {(): ("", "3")}
