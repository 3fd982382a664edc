from collections.abc import Callable

import pytest
from click.testing import Result

Run = Callable[..., Result]

# A warning of the pack's, and one of the envelope's.
TEXT = 'model = "picture-1"\n[input]\nprompt = " "\ntier = "2K"\nhue = 3\n'


def rules(result: Result) -> list[str]:
    """Severity and rule of each line of the concise format."""
    lines = result.stdout.splitlines()
    return [" ".join(line.split(": ", 1)[1].split(" ")[:2]) for line in lines]


@pytest.mark.parametrize(
    ("options", "settings", "shown"),
    (
        ((), "", ["warning acme/picture/blank-2k", "warning acme/picture/unknown-field"]),
        (("--select", "blank-2k"), "", ["warning acme/picture/blank-2k"]),
        (("--ignore", "blank-2k,unknown-field"), "", []),
        (("--ignore", "blank-2k", "--ignore", "unknown-field"), "", []),
        (("--select", "acme", "--ignore", "unknown-field"), "", ["warning acme/picture/blank-2k"]),
        # An option adds to what the settings ignore; --select takes its place.
        (("--ignore", "unknown-field"), 'ignore = ["blank-2k"]', []),
        (("--select", "blank-2k"), 'ignore = ["blank-2k"]', ["warning acme/picture/blank-2k"]),
        ((), 'select = ["blank-2k"]', ["warning acme/picture/blank-2k"]),
        ((), '[per-file-ignores]\n"*.toml" = ["acme"]', []),
        (
            ("--severity", "blank-2k=error"),
            'severity = { unknown-field = "info" }',
            ["error acme/picture/blank-2k", "info acme/picture/unknown-field"],
        ),
        (
            ("--severity", "blank-2k=info"),
            'severity = { blank-2k = "error" }\nignore = ["unknown-field"]',
            ["info acme/picture/blank-2k"],
        ),
        (
            ("--ignore", "all"),
            'locked = ["blank-2k"]',
            ["warning acme/picture/blank-2k"],
        ),
    ),
)
def test_what_is_shown(run: Run, options: tuple[str, ...], settings: str, shown: list[str]) -> None:
    files = {"a.toml": TEXT, "lightmeter.toml": settings + "\n"}
    result = run("check", "a.toml", "--format", "concise", *options, files=files)

    assert rules(result) == shown
    silenced = 2 - len(shown)
    noun = "diagnostic" if silenced == 1 else "diagnostics"
    said = f"lightmeter: {silenced} {noun} silenced\n" if silenced else ""
    assert result.stderr == said


@pytest.mark.parametrize(
    ("fail_on", "settings", "code"),
    (
        ((), "", 0),
        ((), 'fail-on = "warning"', 1),
        (("--fail-on", "error"), 'fail-on = "warning"', 0),
        ((), 'fail-on = "never"\nseverity = { blank-2k = "error" }', 0),
        ((), 'severity = { blank-2k = "error" }', 1),
        (("--severity", "blank-2k=error"), 'ignore = ["blank-2k"]', 0),
    ),
)
def test_what_fails(run: Run, fail_on: tuple[str, ...], settings: str, code: int) -> None:
    """The option goes before the settings; what is silenced fails for nobody."""
    files = {"a.toml": TEXT, "lightmeter.toml": settings + "\n"}

    assert run("check", "a.toml", *fail_on, files=files).exit_code == code


@pytest.mark.parametrize(
    ("options", "message"),
    (
        (("--select", "blank-2"), "--select: there is no rule blank-2; did you mean blank-2k?"),
        (
            ("--ignore", "acme/picture/blnk-2k"),
            "--ignore: there is no rule acme/picture/blnk-2k; did you mean acme/picture/blank-2k?",
        ),
        (
            ("--severity", "zzzzzz=info"),
            "--severity: there is no rule zzzzzz; lightmeter rules lists all of them",
        ),
        (
            ("--severity", "blank-2k"),
            "--severity: blank-2k is not understood; write RULE=WORD, enum=warning",
        ),
        (
            ("--severity", "blank-2k=eror"),
            "--severity: eror is not known, known are error, warning, info; did you mean error?",
        ),
        (
            ("--ignore", "syntax"),
            "--ignore: syntax cannot be ignored, syntax is locked",
        ),
    ),
)
def test_a_name_that_means_nothing_is_an_error(
    run: Run, options: tuple[str, ...], message: str
) -> None:
    result = run("check", "a.toml", *options, files={"a.toml": TEXT})

    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"lightmeter: {message}\n")


@pytest.mark.parametrize(
    ("settings", "message"),
    (
        (
            'ignore = ["unknown-field", "blank-2"]',
            (
                "lightmeter.toml:1:28: there is no rule blank-2; did you mean blank-2k?\n"
                '    ignore = ["unknown-field", "blank-2"]\n'
                "                               ^^^^^^^^^"
            ),
        ),
        (
            'severity = { blank = "info", blnk-2k = "info" }',
            (
                "lightmeter.toml:1:30: there is no rule blnk-2k; did you mean blank-2k?\n"
                '    severity = { blank = "info", blnk-2k = "info" }\n'
                "                                 ^^^^^^^"
            ),
        ),
        (
            'locked = ["blank-2k"]\nper-file-ignores = { "*.toml" = ["acme/picture/blank-2k"] }',
            (
                "lightmeter.toml:2:34: acme/picture/blank-2k cannot be silenced: blank-2k is"
                " locked\n"
                '    per-file-ignores = { "*.toml" = ["acme/picture/blank-2k"] }\n'
                "                                     ^^^^^^^^^^^^^^^^^^^^^^^"
            ),
        ),
    ),
)
def test_a_name_in_the_settings_is_shown_at_its_place(
    run: Run, settings: str, message: str
) -> None:
    files = {"a.toml": TEXT, "lightmeter.toml": settings + "\n"}
    result = run("check", "a.toml", files=files)

    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"lightmeter: {message}\n")


def test_what_silences_can_be_set_aside(run: Run) -> None:
    """Comments and entries, not what is chosen."""
    text = TEXT.replace('"2K"', '"2K"  # lightmeter: ignore[all] -- x').replace(
        'prompt = " "', 'prompt = " "  # lightmeter: ignore[blank-2k] -- y'
    )
    arguments = ("check", "a.toml", "--format", "concise", "--ignore", "unknown-field")
    result = run(*arguments, "--no-suppressions", files={"a.toml": text})

    assert rules(result) == ["warning acme/picture/blank-2k"]


def test_what_cannot_be_read_weighs_what_it_weighs(run: Run) -> None:
    """Nor is what is locked reached by a wider name."""
    files = {"a.json": "{", "b.toml": TEXT, "lightmeter.toml": 'locked = ["blank-2k"]\n'}
    options = ("--severity", "all=info", "--format", "concise")
    result = run("check", "a.json", *options, files=files)
    assert (result.exit_code, rules(result)) == (1, ["error syntax"])

    result = run("check", "b.toml", *options)
    assert rules(result) == [
        "warning acme/picture/blank-2k",
        "info acme/picture/unknown-field",
    ]


def test_a_directory_without_requests_is_always_told_of(run: Run) -> None:
    result = run("check", "none", "--select", "acme", files={"none/a.txt": ""})

    assert result.exit_code == 1
    assert result.stdout.startswith("error: no-requests\n")
