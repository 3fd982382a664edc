from collections.abc import Callable

import attrs
import pytest

from lightmeter.batch_report import BatchReport
from lightmeter.report.cost_unread import Unread, find_unread, show_unread

Check = Callable[[dict[str, str | bytes]], BatchReport]

PICTURE = '{"model": "picture-1", "input": {"prompt": "x"}}\n'


@pytest.mark.parametrize(
    ("name", "text", "line"),
    (
        ("a.json", "{bad", 1),
        # Two faults of one text are one text.
        ("a.json", '{"a": 1, "a": 2,\n"b": 1, "b": 2}', 1),
        ("a.toml", "model = 1\nmodel = 2\n", 2),
        ("a.json", b"\xff\xfe{\0}\0", 1),
        ("a.jsonl", PICTURE + "\n{,}\n", 3),
        ("a.yaml", "model: picture-1", None),
        # It may have been meant as a request.
        ("a.json", '{"prompt": "x"}', 1),
        ("a.json", '{"requests": [5]}', 1),
    ),
)
def test_what_is_not_read(check: Check, name: str, text: str | bytes, line: int | None) -> None:
    (unread,) = find_unread(check({name: text}))

    assert (unread.source, unread.line, unread.several) == (name, line, False)


@pytest.mark.parametrize(
    "text",
    (
        PICTURE,
        # A mark does not keep it from being read, nor does a request that is rejected.
        b"\xef\xbb\xbf" + PICTURE.encode(),
        '{"model": "picture-1", "input": {"prompt": 1}}',
        '{"requests": []}',
    ),
)
def test_what_is_read(check: Check, text: str | bytes) -> None:
    assert find_unread(check({"a.json": text})) == ()


@pytest.mark.parametrize("line", ("{,}\n", '{"name": 1}\n'))
def test_of_very_many_lines_it_is_said_that_there_are_more(check: Check, line: str) -> None:
    unread = find_unread(check({"a.jsonl": line * 102 + PICTURE}))

    assert sorted(it.several for it in unread) == [False] * 100 + [True]
    assert next(show_unread(unread)).startswith("more than 100 files or lines hold no request")


def test_each_line_and_each_entry_counts(check: Check) -> None:
    texts: dict[str, str | bytes] = {
        "a.jsonl": "{,}\n" + PICTURE + "{,}\n",
        "b.json": '{"requests": [5, 6]}',
    }
    unread = find_unread(check(texts))

    assert [(it.source, it.line) for it in unread[:2]] == [("a.jsonl", 1), ("a.jsonl", 3)]
    assert [it.source for it in unread[2:]] == ["b.json", "b.json"]


def test_silence_hides_nothing(check: Check) -> None:
    """The total lacks it all the same."""
    report = attrs.evolve(check({"a.json": "{bad"}), chosen=())

    assert len(find_unread(report)) == 1


def test_more_lines_than_are_told_of(check: Check) -> None:
    """A hundred are told of one by one."""
    unread = find_unread(check({"a.jsonl": PICTURE + "{,}\n" * 102}))

    assert [it.several for it in unread] == [False] * 100 + [True]
    (line,) = show_unread(unread)
    assert line.startswith("more than 100 files or lines hold no request that could")


def test_one_is_no_plural() -> None:
    (line,) = show_unread([Unread("a.json", 1, "syntax: it is broken")])

    assert line == (
        "1 file or line holds no request that could be read, not in the total: nothing is known of"
        " the price"
    )


def test_what_an_interrupted_run_has_not_read_is_no_file() -> None:
    """Nobody knows how much that is."""
    unread = [Unread("a.jsonl", None, "interrupted: the run was interrupted")]

    assert list(show_unread(unread)) == [
        "the run was interrupted: what was not read is not in the total"
    ]
