import os
import subprocess
from pathlib import Path
from shutil import which

import pytest

from lightmeter.report.patch import render_patch
from lightmeter.report.style import COLOURED

TEXT = "".join(f"line {number}\n" for number in range(1, 31))


def plain(text: str) -> str:
    """A veil with nothing to hide."""
    return text


def test_a_changed_line_stands_between_three_of_context() -> None:
    after = TEXT.replace("line 10\n", "ten\n")

    assert render_patch("a/b.toml", TEXT, after, plain) == (
        "--- a/a/b.toml\n"
        "+++ b/a/b.toml\n"
        "@@ -7,7 +7,7 @@\n"
        " line 7\n"
        " line 8\n"
        " line 9\n"
        "-line 10\n"
        "+ten\n"
        " line 11\n"
        " line 12\n"
        " line 13\n"
    )


def test_changes_far_apart_have_hunks_of_their_own() -> None:
    after = TEXT.replace("line 2\n", "").replace("line 20\n", "20\nand more\n")
    patch = render_patch("x", TEXT, after, plain)

    assert [it for it in patch.split("\n") if it.startswith("@@")] == [
        "@@ -1,5 +1,4 @@",
        "@@ -17,7 +16,8 @@",
    ]


def test_changes_close_together_share_a_hunk() -> None:
    after = TEXT.replace("line 3\n", "3\n").replace("line 10\n", "10\n")
    patch = render_patch("x", TEXT, after, plain)

    assert [it for it in patch.split("\n") if it.startswith("@@")] == ["@@ -1,13 +1,13 @@"]


def test_equal_texts_have_no_patch() -> None:
    assert render_patch("x", TEXT, TEXT, plain) == ""


@pytest.mark.parametrize(
    ("name", "line"),
    (
        ("shots.toml", "--- a/shots.toml"),
        ("/tmp/shots.toml", "--- a/tmp/shots.toml"),  # noqa: S108 - it is only named
        ("my shots.toml", "--- a/my shots.toml\t"),
        ("日.toml", "--- a/日.toml"),
        ('a"b\\c\td.toml', '--- "a/a\\"b\\\\c\\td.toml"'),
        ("a\x1b[31m.toml", '--- "a/a\\033[31m.toml"'),
    ),
)
def test_a_name_is_written_as_git_writes_it(name: str, line: str) -> None:
    assert render_patch(name, "a\n", "b\n", plain).split("\n")[0] == line


def test_colours_stand_around_lines_and_not_around_their_ends() -> None:
    assert render_patch("x", "a\r\nb\r\n", "a\r\nc\r\n", plain, COLOURED) == (
        "\x1b[1m--- a/x\x1b[0m\n"
        "\x1b[1m+++ b/x\x1b[0m\n"
        "\x1b[34m@@ -1,2 +1,2 @@\x1b[0m\n"
        " a\r\n"
        "\x1b[1;31m-b\x1b[0m\r\n"
        "\x1b[32m+c\x1b[0m\r\n"
    )


def test_secrets_are_masked_wherever_they_stand() -> None:
    before = 'key = "sk-123456789"\nn = 1.0\ncopy = "sk-123456789"\n'

    def veil(text: str) -> str:
        return text.replace("sk-123456789", "********")

    assert render_patch("x", before, before.replace("1.0", "1"), veil).split("\n")[3:] == [
        ' key = "********"',
        "-n = 1.0",
        "+n = 1",
        ' copy = "********"',
        "",
    ]


def test_no_line_of_a_secret_of_several_lines_is_shown() -> None:
    several = "-----BEGIN KEY-----\r\nabcdef\r\nghijkl"

    def veil(text: str) -> str:
        return text.replace(several, "********").replace("-----BEGIN", "********")

    before = f'key = """{several}"""\r\nn = 1.0\r\n'
    patch = render_patch("x", before, before.replace("1.0", "1"), veil)

    assert patch.split("\n")[2:] == [
        "@@ -1,4 +1,4 @@",
        ' key = """******** KEY-----\r',
        " ********\r",
        " ********\r",
        "-n = 1.0\r",
        "+n = 1\r",
        "",
    ]


TEXTS = (
    (TEXT, TEXT.replace("line 1\n", "one\n").replace("line 30", "thirty")),
    (TEXT, TEXT.removesuffix("\n")),
    (TEXT.removesuffix("\n"), TEXT.replace("line 29", "x")),
    (TEXT.removesuffix("\n"), TEXT.replace("line 3\n", "x\n").removesuffix("\n")),
    (TEXT.replace("\n", "\r\n"), TEXT.replace("\n", "\r\n").replace("line 7\r\n", "")),
    (TEXT, f"{TEXT}more\nand\nmore"),
    (TEXT, "犬\n" + TEXT),
    ("\ufeffa = 1\n", "a = 1\n"),
    ("a\rb\u2028c\x0c\n", "a\rb\u2028d\x0c\n"),
    ("a = 1", "a = 2"),
    ("same\n" * 500, "same\n" * 200 + "other\n" + "same\n" * 290),
    ("".join(f"{it}\n" for it in range(400)), "".join(f"{it}\n" for it in range(200, 600))),
)


TOOLS = (["git", "apply"], ["patch", "-p1", "-s", "--binary"])


@pytest.mark.parametrize("tool", [it for it in TOOLS if which(it[0])])
@pytest.mark.parametrize(("before", "after"), TEXTS)
def test_tools_make_of_one_text_the_other(
    tmp_path: Path, tool: list[str], before: str, after: str
) -> None:
    name = "a dir/my shots.toml"
    file = tmp_path / name
    file.parent.mkdir()
    file.write_bytes(before.encode())
    # Nothing of a repository around it matters.
    alone = {**os.environ, "GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}
    subprocess.run(  # noqa: S603 - what is run stands above
        tool,
        input=render_patch(name, before, after, plain).encode(),
        cwd=tmp_path,
        env=alone,
        check=True,
    )

    assert file.read_bytes() == after.encode()


def test_long_texts_of_lines_that_are_alike_are_compared_piece_by_piece() -> None:
    lines = ['quality = "high"\n', "n = 1.0\n", "\n"] * 10_000
    after = "".join(lines).replace("1.0", "1")
    patch = render_patch("x", "".join(lines), after, plain)

    assert patch.count("\n-n = 1.0\n") == 10_000
    assert patch.count("\n@@") == 1
