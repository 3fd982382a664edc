import io
from pathlib import Path

import pytest

from lightmeter.document.long_text import LongText
from lightmeter.document.reading import MAX_LINE_BYTES
from lightmeter.errors import LightmeterError

LINES = "".join(f'{{"line": {number}, "text": "ü\U0001f600"}}\n' for number in range(1, 41))


def long_text(data: bytes, block_bytes: int = 100) -> LongText:
    return LongText("a.jsonl", lambda: io.BytesIO(data), block_bytes=block_bytes)


@pytest.mark.parametrize("block_bytes", (1, 7, 100, 10_000))
@pytest.mark.parametrize("text", (LINES, LINES.rstrip("\n"), "\n\n{}\n", "{}", ""))
def test_blocks_are_whole_lines_that_make_up_the_text(text: str, block_bytes: int) -> None:
    """Wherever a block would end, and letters of several bytes are not cut."""
    blocks = list(long_text(text.encode(), block_bytes).blocks())

    assert "".join(it.text for it in blocks) == text
    assert all(it.text.endswith("\n") for it in blocks[:-1])
    line, start = 1, 0
    for it in blocks:
        assert (it.first_line, it.start) == (line, start)
        line, start = line + it.text.count("\n"), start + len(it.text.encode())


def test_a_line_is_found_again() -> None:
    text = long_text(LINES.encode())
    _ = list(text.blocks())

    for number, line in enumerate(LINES.splitlines(), 1):
        part = text.around(number)
        begin = part.lines.start_of(number)
        assert part.text[begin:].startswith(line)
        assert part.lines.position(begin).line == number


def test_a_mark_of_utf_8_stands_before_the_first_block_alone() -> None:
    text = long_text(b"\xef\xbb\xbf" + LINES.encode())

    blocks = list(text.blocks())

    assert [it.byte_order_mark for it in blocks] == [True] + [False] * (len(blocks) - 1)
    assert "".join(it.text for it in blocks) == LINES


def test_a_wrong_byte_is_found_wherever_it_is() -> None:
    data = LINES.encode().replace(b'"line": 37', b'"line": \xff7')

    found = long_text(data).fault()

    assert found is not None
    shown, error = found
    assert error.faults[0].message.startswith("line 37, column 10 holds byte 0xFF")
    assert error.faults[0].start is not None
    assert shown.lines.position(error.faults[0].start).line == 37


def test_another_encoding_is_told_at_its_beginning() -> None:
    found = long_text(LINES.encode("utf-16")).fault()

    assert found is not None
    assert "UTF-16" in found[1].faults[0].message


def test_what_is_utf_8_throughout_has_no_fault() -> None:
    assert long_text(LINES.encode()).fault() is None


def test_of_a_line_that_is_too_long_nobody_holds_more_than_its_beginning() -> None:
    data = b'{"a": "' + b"x" * (3 * MAX_LINE_BYTES) + b'"}\n{"b": 1}\n'

    first, second = long_text(data, 1000).blocks()

    assert MAX_LINE_BYTES < len(first.text) < MAX_LINE_BYTES + 2000
    assert (second.text, second.first_line, second.start) == ('{"b": 1}\n', 2, len(data) - 9)


def test_a_file_that_was_changed_is_read_no_further(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(LINES, encoding="utf-8")
    text = LongText("a.jsonl", lambda: path.open("rb"), block_bytes=100)
    _ = list(text.blocks())

    with path.open("a", encoding="utf-8") as file:
        file.write("{}\n")

    with pytest.raises(LightmeterError, match=r"a\.jsonl was changed while it was read; run again"):
        text.around(1)


def test_a_file_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(LINES, encoding="utf-8")
    text = LongText("a.jsonl", lambda: path.open("rb"), block_bytes=100)
    path.unlink()

    with pytest.raises(LightmeterError, match=r"a\.jsonl can no longer be read: No such file"):
        list(text.blocks())
