import pytest

from lightmeter.globs import fits
from lightmeter.settings.patterns import flaw_of

GOOD = {
    "*.json": "a/b.json",
    "drafts/**": "drafts/x/y.toml",
    "drafts/": "a/drafts/x.toml",
    "/requests": "requests/x.toml",
    "**": "x",
    "**/fixtures/*": "a/fixtures/x",
    "shot[0-9].toml": "shot7.toml",
    "\\#x": "#x",
    "\\!x": "!x",
    "a\\[1\\]": "a[1]",
    ".hidden": ".hidden",
    "..x": "..x",
    "été/*": "été/x",
}


@pytest.mark.parametrize("pattern", GOOD)
def test_a_pattern_that_means_a_file_has_no_flaw(pattern: str) -> None:
    assert flaw_of(pattern, alone=True) == ""
    assert fits((pattern,), GOOD[pattern])


BAD = {
    "": "an empty pattern means no file",
    "  ": "an empty pattern means no file",
    "a\nb": "a pattern is one line without control characters",
    "#x": "in a .gitignore this is a comment; a name that begins with it is written \\#x",
    "/": "this names no file; the pattern of all is **",
    "!": "this names no file; the pattern of all is **",
    "../x": (
        "patterns start from the directory of this file and do not lead out of it; put settings"
        " further up, or name the file behind .."
    ),
    "./x/*": "in a .gitignore . is no directory: no path holds it; write x/*",
    ".": "in a .gitignore . is no directory: no path holds it; write **",
    "a//b": "no path has two slashes in a row; write one",
    "x\\": "\\ stands before the sign that it lets be itself, and here none follows",
    "a[b": "the brackets are not closed, or hold no range; a bracket itself is written \\[",
    "[z-a]": "the brackets are not closed, or hold no range; a bracket itself is written \\[",
}


@pytest.mark.parametrize("pattern", BAD)
def test_a_pattern_that_means_no_file_is_told(pattern: str) -> None:
    assert flaw_of(pattern) == BAD[pattern]


@pytest.mark.parametrize("pattern", ("./x/*", "a//b", "#x", "../x"))
def test_such_a_pattern_would_pass_in_silence(pattern: str) -> None:
    """Which is why it is refused: no file is meant, whatever it is called."""
    files = ("x/a", "a/b", "x", "a//b")

    assert [it for it in files if fits((pattern,), it.replace("//", "/"))] == []


def test_what_takes_back_stands_behind_others() -> None:
    assert flaw_of("!x") == ""
    assert flaw_of("!x", alone=True) == (
        "a pattern with ! takes back what others mean, and this one stands alone"
    )
