import pytest
import tomli

from lightmeter.document.toml_spans import TomlIndexer, index_toml
from lightmeter.place import Pointer


def texts(text: str) -> dict[Pointer, tuple[str, str]]:
    """Give the text of each key and value; a value that stands apart has none."""
    tomli.loads(text)
    return {
        pointer: (
            text[key_start:key_end] if key_start >= 0 else "",
            text[start:end] if start >= 0 else "",
        )
        for pointer, (key_start, key_end, start, end) in index_toml(text).places.items()
    }


def headers(text: str) -> dict[Pointer, str]:
    tomli.loads(text)
    return {pointer: text[slice(*place)] for pointer, place in index_toml(text).headers.items()}


def test_tables_and_arrays_of_tables_are_found_at_their_headers() -> None:
    text = (
        "[a.b]\r\nx = 1\r\n[a]\r\ny = 2\r\n"
        "[[ c ]] # one\r\n[c.d]\r\nx = 3\r\n[[c]]\r\n[[c.e]]\r\n[c.e.f]\r\nx = 4\r\n"
    )

    assert texts(text) == {
        ("a",): ("a", ""),
        ("a", "b"): ("b", ""),
        ("a", "b", "x"): ("x", "1"),
        ("a", "y"): ("y", "2"),
        ("c",): ("c", ""),
        ("c", 0): ("", ""),
        ("c", 0, "d"): ("d", ""),
        ("c", 0, "d", "x"): ("x", "3"),
        ("c", 1): ("", ""),
        ("c", 1, "e"): ("e", ""),
        ("c", 1, "e", 0): ("", ""),
        ("c", 1, "e", 0, "f"): ("f", ""),
        ("c", 1, "e", 0, "f", "x"): ("x", "4"),
    }
    assert headers(text) == {
        ("a", "b"): "[a.b]",
        ("a",): "[a]",
        ("c",): "[[ c ]]",
        ("c", 0): "[[ c ]]",
        ("c", 0, "d"): "[c.d]",
        ("c", 1): "[[c]]",
        ("c", 1, "e"): "[[c.e]]",
        ("c", 1, "e", 0): "[[c.e]]",
        ("c", 1, "e", 0, "f"): "[c.e.f]",
    }


def test_a_table_of_dotted_keys_is_found_at_its_first_part() -> None:
    text = "a . \"b c\" .'d' = 1\na.e = 2\n"

    assert texts(text) == {
        ("a",): ("a", ""),
        ("a", "b c"): ('"b c"', ""),
        ("a", "b c", "d"): ("'d'", "1"),
        ("a", "e"): ("e", "2"),
    }
    assert index_toml(text).places["a",][:2] == (0, 1)


def test_inline_tables_may_span_lines_and_end_with_a_comma() -> None:
    text = "a = { # one\r\n  b.c = 1, # two\r\n  d = [ {}, 2 ],\r\n}\r\n"

    assert texts(text) == {
        ("a",): ("a", text[4:-2]),
        ("a", "b"): ("b", ""),
        ("a", "b", "c"): ("c", "1"),
        ("a", "d"): ("d", "[ {}, 2 ]"),
        ("a", "d", 0): ("", "{}"),
        ("a", "d", 1): ("", "2"),
    }
    assert [text[start:end] for start, end in index_toml(text).comments] == ["# one", "# two"]


SCALARS = (
    "1",
    "-0.5e+3",
    "0xFF_FF",
    "true",
    "1979-05-27",
    "1979-05-27 07:32:00.5-07:00",
    "1979-05-27T07:32Z",
    "07:32:00",
    '""',
    '"a # b \\" \\e \\x41 \\\\"',
    "'C:\\'",
    "''",
    '""""""',
    '"""a"b""c\\"""d"""',
    '"""a""""',
    '"""a"""""',
    '"""\r\n\\\r\n  a\r\nb = 1 # x\r\n"""',
    "''''a'''''",
    "'''\n\"\"\"\n'''",
)


@pytest.mark.parametrize("scalar", SCALARS)
@pytest.mark.parametrize(
    ("before", "after", "pointer"),
    (
        ("v = ", "", ("v",)),
        ("'日🦊' = 1\nv=", "#c", ("v",)),
        ("v = [1,", "# ]\n]", ("v", 1)),
        ("v = {w.x=", ",y=1}", ("v", "w", "x")),
    ),
)
def test_a_scalar_is_found_whole(scalar: str, before: str, after: str, pointer: Pointer) -> None:
    assert texts(before + scalar + after)[pointer][1] == scalar


def test_keys_are_named_by_what_they_mean() -> None:
    found = texts('"\\u0061\\"" = 1\n\'\\u0061\' = 2\n"" = 3\n1.2 = 4\n[a."b.c"]\n')

    assert set(found) == {
        *(('a"',), ("\\u0061",), ("",)),
        *(("1",), ("1", "2"), ("a",), ("a", "b.c")),
    }


def test_comments_are_found_in_the_order_of_the_text() -> None:
    text = "# one\r\na = 1 # two 日\r\n[b] # three\nc = '# no'\nd = [ # four\n 1, # five\n] # six"

    assert [text[start:end] for start, end in index_toml(text).comments] == [
        *("# one", "# two 日", "# three"),
        *("# four", "# five", "# six"),
    ]


@pytest.mark.parametrize(
    "text",
    (
        ".".join(["a"] * 10_000) + " = 1",
        "[" + ".".join(["a"] * 10_000) + "]",
        "[[" + ".".join(["a"] * 10_000) + "]]",
        "a = " + "[" * 1_000_000,
        "a = " + "{a = " * 10_000,
    ),
)
def test_the_indexer_stops_where_nesting_is_too_deep(text: str) -> None:
    indexer = TomlIndexer(text)

    indexer.run()

    assert indexer.too_deep is not None
    assert all(len(pointer) <= 100 for pointer in indexer.index.places)


def test_the_indexer_keeps_what_stands_before_a_fault() -> None:
    indexer = TomlIndexer('a = 1\nb = [{c = 2}, {d = "x')

    indexer.run()

    assert indexer.stopped == 25
    assert indexer.opened == [10, 20]
    assert indexer.last is not None
    assert indexer.last.pointer == ("b", 0, "c")
    assert set(indexer.index.places) == {("a",), ("b",), ("b", 0), ("b", 0, "c"), ("b", 1)}
