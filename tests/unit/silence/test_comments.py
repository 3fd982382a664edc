import pytest

from lightmeter.document.document import Document
from lightmeter.document.reading import read
from lightmeter.document.source import from_text
from lightmeter.place import Pointer
from lightmeter.silence.comments import Comment, CommentFault, find_comments

IGNORE = "# lightmeter: ignore[enum]"


def document(text: str) -> Document:
    return read(from_text(text, name="a.toml", format="toml"))


def scopes(text: str) -> list[Pointer | None]:
    found = list(find_comments(document(text)))
    assert all(isinstance(it, Comment) for it in found)
    return [it.scope for it in found if isinstance(it, Comment)]


@pytest.mark.parametrize(
    ("text", "scope"),
    (
        (f"a = 1 {IGNORE}\nb = 2", ("a",)),
        (f"{IGNORE}\n\n# another\na = 1", ("a",)),
        (f"x = 1\n  {IGNORE}\r\na = 1\r\n", ("a",)),
        (f"a.b.c = 1 {IGNORE}", ("a", "b", "c")),
        (f'a = """\n{IGNORE}\n""" {IGNORE}\nb = 1', ("a",)),
        (f"a = [\n  1,\n  2, {IGNORE}\n]\nb = 1", ("a",)),
        (f"a = [\n  {IGNORE}\n  1,\n]\nb = 1", ("a",)),
        (f"a = {{ b = 1 }} {IGNORE}", ("a",)),
        (f"[a] {IGNORE}\nb = 1", ("a",)),
        (f"{IGNORE}\n[a.b]\nc = 1", ("a", "b")),
        (f"x = 1\n{IGNORE}\n[[a]]\nb = 1\n[[a]]\nb = 2", ("a", 0)),
        (f"[[a]]\nb = 1\n[[a]] {IGNORE}\nb = 2", ("a", 1)),
        (f"[[a]]\n[a.b]\nc = 1 {IGNORE}\n[[a]]", ("a", 0, "b", "c")),
        (f"# lightmeter: ignore-file[enum]\na = 1 # {IGNORE}", ()),
        (f"a = 1\n{IGNORE}\n", None),
    ),
)
def test_what_a_comment_covers(text: str, scope: Pointer | None) -> None:
    """Beside or within a statement it is about that, on a line of its own about the next one."""
    assert scopes(text)[:1] == [scope]


def test_text_in_a_string_is_no_comment() -> None:
    assert scopes(f'a = """\n{IGNORE}\n"""\nb = "{IGNORE}"') == []


def test_a_file_is_silenced_at_its_top_alone() -> None:
    text = "a = 1\n# lightmeter: ignore-file[enum]\n"
    (fault,) = find_comments(document(text))

    assert isinstance(fault, CommentFault)
    assert text[fault.start : fault.end] == "# lightmeter: ignore-file[enum]"
    assert fault.message == (
        "ignore-file stands below the first key, where it is easily missed; move it to the top of"
        " the file, or write ignore for what is beside or below it"
    )


@pytest.mark.parametrize(
    ("text", "names", "left"),
    (
        ("a = 1  # lightmeter: ignore[x, y] -- z\n", {0, 1}, "a = 1\n"),
        ("a = 1  # lightmeter: ignore[x, y] -- z\n", {0}, "a = 1  # lightmeter: ignore[y] -- z\n"),
        ("# lightmeter: ignore[x]\r\na = 1\r\n", {0}, "a = 1\r\n"),
        ("a = 1\n  # lightmeter: ignore[x]", {0}, "a = 1\n"),
    ),
)
def test_names_are_taken_out(text: str, names: set[int], left: str) -> None:
    """With the last of them goes the comment, and its line where it stands alone."""
    (comment,) = find_comments(document(text))

    assert isinstance(comment, Comment)
    edit = comment.without(frozenset(names), text)
    assert text[: edit.start] + edit.text + text[edit.end :] == left
