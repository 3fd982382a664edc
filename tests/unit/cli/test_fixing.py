import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

# One safe fix (n), one unsafe one (tier), and a comment that has to stay.
SHOT = """\
model = "picture-1"  # the cheap one
[input]
prompt = " "
n = 2.0  # two
tier = "2K"
"""
SAFE = SHOT.replace("2.0", "2")
BOTH = SAFE.replace("2K", "1K")


def test_safe_fixes_are_applied(run: Run) -> None:
    """What is left is reported; what was done is said beside."""
    result = run("check", "a.toml", "--fix", "--format", "concise", files={"a.toml": SHOT})

    assert Path("a.toml").read_text() == SAFE
    assert (result.exit_code, result.stderr) == (0, "lightmeter: fixed 1 problem in 1 file\n")
    assert result.stdout.startswith("a.toml:3:10: warning acme/picture/blank-2k ")
    assert result.stdout.count("\n") == 1


def test_unsafe_fixes_are_applied_where_they_are_asked_for(run: Run) -> None:
    result = run("check", "a.toml", "--fix", "--unsafe-fixes", files={"a.toml": SHOT})

    assert Path("a.toml").read_text() == BOTH
    assert result.exit_code == 0
    assert result.stderr == "lightmeter: fixed 2 problems in 1 file\n"


def test_a_diff_writes_nothing(run: Run) -> None:
    """It is exactly what --fix would write, and exits with 1 where there is one."""
    result = run("check", "a.toml", "--diff", files={"a.toml": SHOT})

    assert Path("a.toml").read_text() == SHOT
    assert result.exit_code == 1
    assert result.stdout == (
        "--- a/a.toml\n"
        "+++ b/a.toml\n"
        "@@ -1,5 +1,5 @@\n"
        ' model = "picture-1"  # the cheap one\n'
        " [input]\n"
        ' prompt = " "\n'
        "-n = 2.0  # two\n"
        "+n = 2  # two\n"
        ' tier = "2K"\n'
    )
    assert result.stderr == "lightmeter: would fix 1 problem in 1 file\n"

    result = run("check", "a.toml", "--diff", files={"a.toml": SAFE})
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


def test_fixing_only_reports_nothing(run: Run) -> None:
    """But for what cannot be read: that was not fixed."""
    result = run("check", "a.toml", "--fix-only", files={"a.toml": SHOT})
    assert (result.exit_code, result.stdout) == (0, "")
    assert Path("a.toml").read_text() == SAFE

    result = run("check", "a.toml", "b.json", "--fix-only", files={"b.json": "{"})
    assert (result.exit_code, result.stdout) == (1, "")


def test_rules_that_were_fixed_can_be_named(run: Run) -> None:
    result = run("check", "a.toml", "--fix-only", "--show-fixes", files={"a.toml": SHOT})

    assert result.stderr == (
        "lightmeter: a.toml: fixed acme/picture/decimal-integer\n"
        "lightmeter: fixed 1 problem in 1 file\n"
    )


def test_a_hook_can_fail_for_a_fix(run: Run) -> None:
    """So that what it has changed is looked at; the second time it passes."""
    arguments = ("check", "a.toml", "--fix", "--exit-non-zero-on-fix")

    assert run(*arguments, files={"a.toml": SHOT}).exit_code == 1
    assert run(*arguments).exit_code == 0


def test_standard_input_becomes_standard_output(run: Run) -> None:
    """The report stands beside, on standard error; without a fix the text comes back as it was."""
    result = run("check", "-", "--fix", "--format", "concise", stdin=SHOT)
    assert result.stdout == SAFE
    said, reported = result.stderr.splitlines()
    assert said == "lightmeter: fixed 1 problem in 1 file"
    assert reported.startswith("-:3:10: warning acme/picture/blank-2k ")

    result = run("check", "-", "--fix-only", stdin="# nothing\n")
    assert result.stdout == "# nothing\n"


def test_what_cannot_be_read_comes_back_as_it_was(run: Run) -> None:
    result = run("check", "-", "--fix-only", "--stdin-format", "json", stdin=b'{"a": \xff')

    assert result.stdout_bytes == b'{"a": \xff'
    assert result.exit_code == 1


def test_the_settings_say_which_fixes_are_wanted(run: Run) -> None:
    settings = '[fix]\nunsafe = true\nunfixable = ["decimal-integer"]\n'
    run("check", "a.toml", "--fix", files={"a.toml": SHOT, "lightmeter.toml": settings})

    assert Path("a.toml").read_text() == SHOT.replace("2K", "1K")


def test_what_is_silenced_is_not_fixed(run: Run) -> None:
    text = SHOT.replace("# two", "# lightmeter: ignore[decimal-integer] -- two")
    run("check", "a.toml", "--fix", "--unsafe-fixes", files={"a.toml": text})

    assert Path("a.toml").read_text() == text.replace("2K", "1K")


def test_a_comment_without_use_is_taken_out(run: Run) -> None:
    text = SAFE.replace("# two", "# lightmeter: ignore[maximum] -- two")
    result = run("check", "a.toml", "--fix", files={"a.toml": text})

    assert result.exit_code == 0
    assert Path("a.toml").read_text() == SAFE.replace("  # two", "")


@pytest.mark.skipif(os.name == "nt", reason="permissions are another matter there")
def test_permissions_and_line_ends_stay(run: Run) -> None:
    text = SHOT.replace("\n", "\r\n")
    path = Path("a.toml")
    path.write_bytes(text.encode())
    path.chmod(0o640)

    run("check", "a.toml", "--fix")
    assert path.read_bytes() == SAFE.replace("\n", "\r\n").encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_lines_of_jsonl_are_fixed_one_by_one(run: Run) -> None:
    line = '{"model": "picture-1", "input": {"prompt": "%s", "n": %s}}\n'
    text = line % ("a", "1") + "{broken\n" + line % ("b", "2.0") + "\n" + line % ("c", "3.0")
    result = run("check", "a.jsonl", "--fix", files={"a.jsonl": text})

    assert result.exit_code == 1
    assert Path("a.jsonl").read_text() == text.replace(".0", "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    (
        (("--diff", "--fix"), "--diff writes nothing, --fix and --fix-only do; give one of them"),
        (
            ("--show-fixes",),
            "--show-fixes is about fixes; give --fix, --fix-only or --diff as well",
        ),
        (
            ("--unsafe-fixes",),
            "--unsafe-fixes is about fixes; give --fix, --fix-only or --diff as well",
        ),
    ),
)
def test_options_that_make_no_sense(run: Run, arguments: tuple[str, ...], message: str) -> None:
    result = run("check", "a.toml", *arguments, files={"a.toml": SHOT})

    assert (result.exit_code, result.stderr) == (2, f"lightmeter: {message}\n")


def test_what_was_not_looked_at_is_said_even_where_nothing_else_is(run: Run) -> None:
    for option in ("--fix-only", "--diff"):
        result = run("check", "a.json", option, files={"a.json": "{", "none/a.txt": ""})
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith("a.json:1:2: error syntax ")

        result = run("check", "none", option)
        assert result.exit_code == 1
        assert "no-requests" in result.stderr


def test_nothing_is_written_before_the_options_make_sense(run: Run) -> None:
    options = ("--fix", "--statistics", "--format", "sarif")
    result = run("check", "a.toml", *options, files={"a.toml": SHOT})

    assert (result.exit_code, Path("a.toml").read_text()) == (2, SHOT)


def test_two_texts_of_one_name_are_told_apart(run: Run) -> None:
    files = {"a.toml": SHOT}
    arguments = ("-", "a.toml", "--stdin-filename", "a.toml", "--fix-only")
    result = run("check", *arguments, files=files, stdin=SAFE)

    assert (result.exit_code, Path("a.toml").read_text()) == (2, SHOT)
    assert result.stderr == (
        "lightmeter: --stdin-filename: a.toml is also a path; name one of the two\n"
    )
