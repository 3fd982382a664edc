import os
from pathlib import Path

import pytest

from lightmeter.errors import PackError
from lightmeter.packs.file import PackFile, parse_pack, read_pack
from lightmeter.packs.likeness import is_like_pack
from lightmeter.packs.load import Shelf
from lightmeter.toml_file import read_bytes

HEAD = 'format = 1\nid = "acme/video"\n'


def parse(text: str) -> PackFile:
    return parse_pack(text.encode(), "acme/video.toml")


def refused(text: str) -> PackError:
    with pytest.raises(PackError) as caught:
        parse(text)
    return caught.value


def test_a_pack_knows_its_name_and_its_data() -> None:
    file = parse(HEAD)

    assert file.name == "acme/video.toml"
    assert file.pack.id == "acme/video"
    assert file.data == {"format": 1, "id": "acme/video"}


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PackError) as caught:
        read_pack(tmp_path / "none.toml", "none.toml")

    assert str(caught.value) == "none.toml: cannot be read: No such file or directory"


def test_a_file_is_read_from_disk(tmp_path: Path) -> None:
    (tmp_path / "video.toml").write_text(HEAD, encoding="utf-8")

    assert read_pack(tmp_path / "video.toml", "video.toml").pack.id == "acme/video"


def test_text_that_is_no_toml_is_shown_with_its_place() -> None:
    error = refused(HEAD + 'title = "open\n')

    assert (error.name, error.line) == ("acme/video.toml", 3)
    assert error.excerpt.splitlines()[0] == '    title = "open'


def test_an_unknown_key_is_marked_and_corrected() -> None:
    error = refused(HEAD + "[fields.n]\ntype = 'integer'\nminimun = 1\n")

    assert str(error) == (
        'acme/video.toml:5:1: "minimun" is not known here; did you mean minimum?\n'
        "    minimun = 1\n"
        "    ^^^^^^^"
    )


def test_an_unknown_key_that_is_like_no_other_lists_the_keys() -> None:
    error = refused(HEAD + "[sources.docs]\ntitle = 'x'\nxyz = 1\n")

    assert error.reason == (
        '"xyz" is not known here; the keys are title, url, edition, read, note, digest'
    )


@pytest.mark.parametrize(
    ("header", "name"),
    (
        ("[models.gpt-1.5]", "gpt-1.5"),
        ("[models.gpt-1.5.fields.n]", "gpt-1.5"),
        ("[models.gpt-1.5.2-lite]\ntitle = 'x'", "gpt-1.5.2-lite"),
    ),
)
def test_a_model_whose_dot_is_not_in_quotes(tmp_path: Path, header: str, name: str) -> None:
    path = tmp_path / "acme" / "video.toml"
    path.parent.mkdir()
    path.write_text(HEAD + header, encoding="utf-8")

    with pytest.raises(PackError) as caught:
        Shelf([tmp_path]).program("acme/video", "gpt-1")

    assert caught.value.reason == (
        '"5" is not known here; a name with a dot stands in quotes: write [models."' + name + '"]'
    )
    assert caught.value.line == 3


def test_an_unknown_key_of_a_model_that_is_no_table_is_one(tmp_path: Path) -> None:
    path = tmp_path / "acme" / "video.toml"
    path.parent.mkdir()
    path.write_text(HEAD + "[models.gpt-1]\n5 = 'x'", encoding="utf-8")

    with pytest.raises(PackError, match='"5" is not known here; the keys are format, id'):
        Shelf([tmp_path]).program("acme/video", "gpt-1")


def test_a_wrong_type_is_marked_at_its_value() -> None:
    error = refused(HEAD + "[fields.n]\ntype = 'integer'\nminimum = '1'\n")

    assert str(error) == (
        "acme/video.toml:5:11: \"1\" is not a whole number\n    minimum = '1'\n              ^^^"
    )


def test_a_float_for_an_amount_is_marked() -> None:
    error = refused(HEAD + "[currencies.credits]\nusd = 0.005\n")

    assert (error.line, error.column) == (4, 7)
    assert error.reason == (
        'write the amount as a text: "0.005"; a decimal without quotes may lose digits in other'
        " readers"
    )


def test_a_missing_key_is_shown_at_the_table_it_is_missing_in() -> None:
    error = refused(HEAD + "[sources.docs]\nread = '2026-01-02'\n")

    assert error.reason == "the key title is missing"
    assert (error.line, error.column) == (3, 1)
    assert error.excerpt == "    [sources.docs]\n    ^^^^^^^^^^^^^^"


def test_columns_count_code_points() -> None:
    error = refused(HEAD + "fields = { '犬' = { minimum = '1' } }\n")

    assert error.column == 30
    assert error.excerpt.splitlines()[0] == "    fields = { '犬' = { minimum = '1' } }"


def test_a_byte_order_mark_moves_nothing() -> None:
    with pytest.raises(PackError) as caught:
        parse_pack(("\ufeff" + HEAD + "titel = 1\n").encode(), "acme/video.toml")

    assert (caught.value.line, caught.value.column) == (3, 1)


def test_windows_line_ends_stay_out_of_the_excerpt() -> None:
    error = refused((HEAD + "titel = 1\n").replace("\n", "\r\n"))

    assert error.excerpt == "    titel = 1\n    ^^^^^"


def test_another_format_is_refused() -> None:
    error = refused('format = 2\nid = "acme/video"\n')

    assert error.reason == "format 2 is not known; write 1"
    assert (error.line, error.column) == (1, 10)


def test_a_pack_has_at_most_256_kib() -> None:
    line = "#" * 1023 + "\n"
    body = line * 255
    room = 256 * 1024 - len(body) - len(HEAD)

    assert parse(HEAD + body + "#" * room).pack.id == "acme/video"
    assert refused(HEAD + body + "#" * (room + 1)).reason == "a pack has at most 256 KiB"


def test_a_line_has_at_most_1024_characters() -> None:
    assert parse(HEAD + "# " + "犬" * 1022).pack.id == "acme/video"

    error = refused(HEAD + "# " + "犬" * 1023)
    assert error.line == 3
    assert error.reason == "the line has 1025 characters; a pack's lines have at most 1024"


def test_a_line_may_end_as_on_windows() -> None:
    assert parse(HEAD + "#" * 1024 + "\r\n").pack.id == "acme/video"


def test_text_that_is_not_utf_8_is_refused() -> None:
    with pytest.raises(PackError) as caught:
        parse_pack(HEAD.encode() + b"title = '\xff'\n", "acme/video.toml")

    assert caught.value.name == "acme/video.toml"
    assert caught.value.line == 3


def test_an_error_marks_a_part_of_a_value() -> None:
    text = HEAD + 'title = "size in [1]"\n'
    file = parse(text)

    error = file.error("wrong", ("title",), within=("size in [1]", 0, 4), suggestion="sizes")

    assert str(error) == (
        "acme/video.toml:3:10: wrong; did you mean sizes?\n"
        '    title = "size in [1]"\n'
        "             ^^^^"
    )


def test_an_error_about_what_is_not_there_marks_what_would_hold_it() -> None:
    file = parse(HEAD + "[fields.n]\ntype = 'integer'\n")

    error = file.error("wrong", ("fields", "n", "default"))

    assert (error.line, error.column) == (3, 1)
    assert error.pointer == ("fields", "n")


def test_an_error_knows_where_in_the_data_it_is() -> None:
    """Whoever holds the data and not the text finds the mistake too."""
    file = parse(HEAD + "[fields.n]\ntype = 'integer'\n")

    assert file.error("wrong", ("fields", "n", "type")).pointer == ("fields", "n", "type")
    assert refused(HEAD + "titel = 1\n").pointer == ("titel",)
    assert refused("format = 1\n").pointer == ()
    assert refused(HEAD + "title = \n").pointer is None


@pytest.mark.parametrize(
    ("data", "like"),
    (
        ({"format": 1, "id": "acme/video"}, True),
        ({"format": 2, "id": "acme/video", "wrong": []}, True),
        ({"format": 1, "id": "video"}, False),
        ({"format": "png", "id": "a/b"}, False),
        ({"id": "acme/video"}, False),
        ({"format": 1}, False),
        ([], False),
    ),
)
def test_a_pack_is_known_by_its_format_and_id(data: object, like: bool) -> None:
    assert is_like_pack(data) is like


def test_a_line_is_shown_without_what_a_terminal_acts_on() -> None:
    """The carets stay under what they mean, however long its escapes are."""
    error = refused(HEAD + "title\t= '\u202e\u2066' # \u2028\ntitle = 1\n")
    assert error.excerpt == "    title = 1\n    ^"

    error = refused(HEAD + "source\t= '\u202e\u2066' # \u2028\n'\u2028x' = 1\n")
    assert error.excerpt == "    '\\u2028x' = 1\n    ^^^^^^^^^"

    error = parse(HEAD + "title\t= '\u202e\u2066' # \u2028\n").error("wrong", ("title",))
    assert error.excerpt == ("    title = '\\u202e\\u2066' # \\u2028\n            ^^^^^^^^^^^^^^")


def test_a_pack_has_a_number_of_dots() -> None:
    """Each may be a table of a dotted key, which takes a parser longer than to count them."""
    assert parse(HEAD + "#.\n" * 30_000).pack.id == "acme/video"
    assert refused(HEAD + "#.\n" * 30_001).reason == (
        "a pack has at most 30,000 dots: each may be a table of a dotted key"
    )


def test_what_has_no_end_is_not_read(tmp_path: Path) -> None:
    """A pipe that nobody writes to would be waited for, a device read until memory is full."""
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "zeros.toml").symlink_to("/dev/zero")

    for name in ("pipe.toml", "folder.toml", "zeros.toml"):
        with pytest.raises(PackError) as caught:
            read_pack(tmp_path / name, name)
        assert str(caught.value) == f"{name}: cannot be read: it is no file"


def test_of_a_large_file_only_the_beginning_is_read(tmp_path: Path) -> None:
    (tmp_path / "large.toml").write_bytes(b"#" * 1_000_000)

    assert len(read_bytes(tmp_path / "large.toml", "large.toml", PackError, 99)) == 100
