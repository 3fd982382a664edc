import pytest

from lightmeter.document.toml_skimming import skim_toml
from lightmeter.document.toml_spans import index_toml

BATCH = """\
provider = "vidgo"

[[requests]]
id = "a" # [[requests]]
[requests.input]
prompt = '''
[[requests]]
id = "no header"
'''
references = [
  ["[b]", "c"],
]

[[requests]]
id = "b"
input.size = "1:1"
"""


def test_the_pairs_below_a_header_wait_until_they_are_asked_for() -> None:
    skimmer = skim_toml("a = 1\n[b]\nc = 2\n[d]\ne = 3\n")

    assert skimmer.index.places.keys() == {("b",), ("d",)}
    assert skimmer.around(("d", "e")).places["d", "e"] == (20, 21, 24, 25)
    # Who asks may mean a member of the root.
    assert skimmer.index.places.keys() == {("a",), ("b",), ("d",), ("d", "e")}


def test_no_header_is_found_within_a_value() -> None:
    headers = skim_toml(BATCH).index.headers

    assert {pointer: (start, BATCH[start:end]) for pointer, (start, end) in headers.items()} == {
        ("requests",): (20, "[[requests]]"),
        ("requests", 0): (20, "[[requests]]"),
        ("requests", 0, "input"): (57, "[requests.input]"),
        ("requests", 1): (BATCH.index('[[requests]]\nid = "b"'), "[[requests]]"),
    }


@pytest.mark.parametrize(
    "text",
    (
        BATCH,
        BATCH.replace("\n", "\r\n"),
        "",
        "# nothing\n",
        "\n\n  [a]  # one\nb = 1\n\n",
        "[ a . 'b' ]\n\"c d\" = {e = [{f = 1}]}\n",
        "[a]\nb.c = 1\nd = 2\nb.e = 3\n[a.b.f]\ng = 4\n",
        "[[a]]\n[[a.b]]\nc = 1\n[[a.b]]\n[a.b.d]\n[[a]]\n[[a.b]]\n",
        "[a.b]\nc = 1\n[a]\nd = 2\n",
        'a = 2020-01-01 10:00:00 # b\nc = """\n[d]\n"""\ne = [ # f\n[1],\n]\n',
        "a = ''''b'''''\nc = '#'\nd = \"\\\"[e]\"\n[é]\n".replace("[é]", '["é"]'),
    ),
)
def test_what_is_asked_for_is_where_the_whole_index_has_it(text: str) -> None:
    whole = index_toml(text)

    for pointer, place in whole.places.items():
        assert skim_toml(text).around(pointer).places[pointer] == place
    assert skim_toml(text).index.headers == whole.headers


def test_what_is_not_there_is_not_found() -> None:
    skimmer = skim_toml(BATCH)

    assert ("requests", 0, "input", "size") not in skimmer.around(
        ("requests", 0, "input", "size")
    ).places
    assert ("requests", 2) not in skimmer.around(("requests", 2)).places
