import pytest

from lightmeter.diagnostic import Edit
from lightmeter.document.source import decode
from lightmeter.fix.splice import encode, shifted, splice


@pytest.mark.parametrize(
    ("edits", "text"),
    (
        ((), "犬𝔞bc"),
        ((Edit(1, 2, "x"),), "犬xbc"),
        ((Edit(4, 4, "!"), Edit(0, 0, "?")), "?犬𝔞bc!"),
        # What is put in stands before what is taken out at the same place.
        ((Edit(1, 3, ""), Edit(1, 1, "-")), "犬-c"),
        ((Edit(0, 2, "a"), Edit(2, 4, "b")), "ab"),
        ((Edit(-1, 0, ""),), "犬𝔞bc"),
    ),
)
def test_edits_count_code_points(edits: tuple[Edit, ...], text: str) -> None:
    assert splice("犬𝔞bc", edits) == text


@pytest.mark.parametrize(
    "edits", ((Edit(0, 2, ""), Edit(1, 3, "")), (Edit(3, 5, ""),), (Edit(2, 1, ""),))
)
def test_edits_that_overlap_or_lie_outside_are_refused(edits: tuple[Edit, ...]) -> None:
    with pytest.raises(ValueError, match="overlaps"):
        splice("犬𝔞bc", edits)


def test_the_edits_of_a_later_part_are_moved_to_its_beginning() -> None:
    assert shifted([Edit(5, 7, "x")], 5) == [Edit(0, 2, "x")]


@pytest.mark.parametrize(
    ("edits", "after"),
    (
        ((), "\ufeffa = 1\r\n"),
        ((Edit(4, 5, "犬"),), "\ufeffa = 犬\r\n"),
        ((Edit(-1, 0, ""),), "a = 1\r\n"),
        ((Edit(-1, 0, ""), Edit(0, 1, "b")), "b = 1\r\n"),
    ),
)
def test_a_byte_order_mark_stays_unless_it_is_what_goes(
    edits: tuple[Edit, ...], after: str
) -> None:
    source = decode("\ufeffa = 1\r\n".encode(), name="x", format="toml")

    assert encode(source, edits) == after.encode()


def test_many_edits_of_a_long_text_are_joined_once() -> None:
    text = "key = 1\n" * 100_000
    edits = [Edit(start + 6, start + 7, "22") for start in range(0, len(text), 8)]

    assert splice(text, reversed(edits)) == "key = 22\n" * 100_000
