"""What looks like a key is found wherever it stands, and shown by no command in no format."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner, Result

from lightmeter.cli.main import main
from lightmeter.report.formats import FORMATS

# No key here is anybody's. What is found by its shape is found everywhere.
SHAPED = {
    "a shape": "sk-proj-9dK2mXq7Lw4Rt8Vb3Nc6Zp1H",
    "a scheme": "Bearer 9dK2mXq7Lw4R/t8Vb3Nc6Zp1H5sJ=",
}
# What is random is found where a name speaks of a secret.
NAMED = {
    **SHAPED,
    "digits": "3f9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c",
    "a UUID": "3f9a8b7c-6d5e-4f3a-a2b1-c0d9e8f7a6b5",
}
# In a header that is there for keys, everything is one.
HEADED = {**NAMED, "words": "correct horse battery staple"}

_BODY = '"model": "gpt-image-2", "input": {"prompt": "x", "size": "1:1", "resolution": "1K"}'
_TABLE = 'provider = "vidgo"\nmodel = "gpt-image-2"\n'

# A file's name and its text; which secrets are put into it.
PLACES = {
    "a prompt": ("a.json", '{"model": "gpt-image-2", "input": {"prompt": "a cat, %s"}}', SHAPED),
    "a wrong prompt": (
        "a.toml",
        f'{_TABLE}[input]\nprompt = """\na cat\n%s"""\nsize = "%s"\nquality = ["%s"]\n',
        SHAPED,
    ),
    "a model": ("a.json", '{"provider": "vidgo", "model": "%s", "input": {}}', SHAPED),
    "a near model": ("a.json", '{"model": "gpt-image-2 %s", "input": {}}', SHAPED),
    "a provider": ("a.json", f'{{"provider": "%s", {_BODY}}}', SHAPED),
    "an id": ("a.json", f'{{"id": "%s", {_BODY}}}', SHAPED),
    "two equal ids": ("a.jsonl", f'{{"id": "%s", {_BODY}}}\n{{"id": "%s", {_BODY}}}\n', SHAPED),
    "an unknown member": (
        "a.json",
        '{"model": "gpt-image-2", "input": {"prompt": "x", "promt": "%s", "a": [{"b": "%s"}]}}',
        SHAPED,
    ),
    "the name of a member": (
        "a.json",
        '{"model": "gpt-image-2", "input": {"prompt": "x", "%s": 1, "size": {"%s": 2}}, "%s": []}',
        SHAPED,
    ),
    "the name of a table": (
        "a.toml",
        f'{_TABLE}[input."%s"]\nprompt = 1\n[input."%s".b]\nc = 2\n',
        SHAPED,
    ),
    "a member of a batch": ("a.toml", f'{_TABLE}"%s" = "%s"\n[[requests]]\ninput.n = 99\n', SHAPED),
    "a request that is none": ("a.json", '{"requests": ["%s", {"model": "%s"}]}', SHAPED),
    "no request": ("a.json", '{"keys": ["%s"], "%s": 1}', SHAPED),
    "an empty batch": ("a.toml", 'defaults.headers.Authorization = "%s"\nrequests = []\n', HEADED),
    "a value of the wrong type": (
        "a.json",
        '{"model": "gpt-image-2", "input": {"prompt": ["%s"], "n": "%s"}, "callback_url": "%s"}',
        SHAPED,
    ),
    "an address": (
        "a.json",
        f'{{{_BODY}, "callback_url": "https://example.com/done?token=%s&shot=1"}}',
        NAMED,
    ),
    "an address of no use": (
        "a.json",
        f'{{{_BODY}, "callback_url": "http://user:%s@localhost/done?api_key=%s"}}',
        {"digits": NAMED["digits"], "a UUID": NAMED["a UUID"]},
    ),
    "a member by its name": (
        "a.toml",
        f'{_TABLE}token = "%s"\n[input]\nprompt = "x"\napi_key = "%s"\n',
        NAMED,
    ),
    "a header for keys": ("a.toml", f'{_TABLE}headers.Authorization = "%s"\ninput = 5\n', HEADED),
    "headers in two cases": (
        "a.json",
        f'{{{_BODY}, "headers": {{"x-api-key": "%s", "X-Api-Key": "%s"}}}}',
        HEADED,
    ),
    "a header by its name": (
        "a.json",
        f'{{{_BODY}, "headers": {{"X-Auth-Token": "%s", "Cookie": "sid=%s; theme=dark"}}}}',
        NAMED,
    ),
    "headers that are no table": (
        "a.json",
        f'{{{_BODY}, "headers": "Authorization: %s"}}',
        HEADED,
    ),
    "a header that is no text": (
        "a.json",
        f'{{{_BODY}, "headers": {{"api-key": ["%s"]}}}}',
        HEADED,
    ),
    "defaults": (
        "a.toml",
        (
            '[defaults]\nmodel = "gpt-image-2"\nheaders = { Authorization = "%s" }\n'
            '[[requests]]\ninput = { prompt = "x" }\n[[requests]]\ninput = { n = 99 }\n'
        ),
        HEADED,
    ),
    "an idempotency key": (
        "a.jsonl",
        (
            '{"model": "doubao-seedream-5-0-lite", "input": {"prompt": "x"},'
            ' "headers": {"Idempotency-Key": "%s"}}\n'
            '{"model": "doubao-seedream-5-0-lite", "input": {"prompt": "y"},'
            ' "headers": {"Idempotency-Key": "%s"}}\n'
        ),
        SHAPED,
    ),
    "a comment": (
        "a.toml",
        f'# Authorization: %s\n{_TABLE}[input]\nprompt = "x"\nn = 99  # X-Auth-Token = "%s"\n',
        NAMED,
    ),
    "a comment for lightmeter": (
        "a.toml",
        (
            f'{_TABLE}[input]\nprompt = "x"\nn = 99  # lightmeter: ignore[%s] -- token: "%s"\n'
            'size = "7:1"  # lightmeter: ignore[enum] -- token: "%s"\n'
        ),
        SHAPED,
    ),
    "escapes": (
        "a.json",
        (
            '{"model": "gpt-image-2", "headers": {"Authorization": "\\u0042earer %s"}, "input":'
            ' {"\\u0022%s": "\\t%s"}}'
        ),
        SHAPED,
    ),
    "a key given twice": ("a.json", f'{{{_BODY}, "%s": "%s", "%s": 1}}', SHAPED),
    "a table given twice": ("a.toml", f'{_TABLE}[input."%s"]\n[input."%s"]\na = "%s"\n', SHAPED),
    "a broken object": ("a.json", '{"model": "x", "headers": {"Authorization": "%s",,}', HEADED),
    "a broken member": ("a.json", '{"model": "x", "X-Session-Token": "%s" "input"', NAMED),
    "a broken table": ("a.toml", f'{_TABLE}headers = {{ X-Api-Key = "%s" ]\n# %s\n', SHAPED),
    "a text that is cut off": ("a.json", '{"model": "x", "headers": {"Authorization": "%s', HEADED),
    "a broken line": (
        "a.jsonl",
        f'{{"id": "%s", {_BODY}}}\n{{"model": "x", "api-key": "%s"\n{{"id": "b", {_BODY}}}\n',
        SHAPED,
    ),
}

CASES = [(place, kind) for place, (_, _, secrets) in PLACES.items() for kind in secrets]
_BY_SHAPE = [place for place, (_, _, secrets) in PLACES.items() if "a scheme" in secrets]
_PIECE = 12


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def place(project: Path, request: pytest.FixtureRequest) -> tuple[str, str]:
    """A file with a secret in it: its name, and the secret."""
    where, kind = request.param
    name, text, secrets = PLACES[where]
    (project / name).write_text(text.replace("%s", secrets[kind]), "utf-8")
    return name, secrets[kind]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def pieces(secret: str) -> Iterator[str]:
    """Everything of which no output may have any; a scheme alone is no secret."""
    bare = secret.removeprefix("Bearer ")
    for start in range(len(bare) - _PIECE + 1):
        piece = bare[start : start + _PIECE]
        yield piece
        yield quote(piece, safe="")
        yield piece.replace("/", "~1")


def shown(text: str, secret: str) -> list[str]:
    return [piece for piece in pieces(secret) if piece in text]


def written(project: Path, name: str) -> str:
    """What commands have written into other files, and the names of these."""
    files = [it for it in project.rglob("*") if it.is_file() and it.name != name]
    return "\n".join(f"{it.name}\n{it.read_text('utf-8')}" for it in files)


everywhere = pytest.mark.parametrize(
    "place", CASES, indirect=True, ids=[f"{kind} in {where}" for where, kind in CASES]
)
# What hides one kind from a format hides it from all that is written.
once_everywhere = pytest.mark.parametrize(
    "place", [(it, "a scheme" if it in _BY_SHAPE else "digits") for it in PLACES], indirect=True
)


def test_there_are_many_places() -> None:
    assert len(CASES) > 80
    assert {"text", "json", "sarif"} <= set(FORMATS)


@everywhere
def test_no_format_shows_it(project: Path, place: tuple[str, str]) -> None:
    """A text that can be read is told of it; another has to be mended first."""
    name, secret = place
    outputs = {form: project / f"out.{form}" for form in FORMATS}
    options = [it for form in FORMATS for it in ("--output", f"{form}:out.{form}")]
    result = run("check", name, *options)

    assert result.exit_code in (0, 1), result.output
    assert shown(result.output, secret) == []
    for form, path in outputs.items():
        assert (form, shown(path.read_text("utf-8"), secret)) == (form, [])
    report = json.loads(outputs["json"].read_text("utf-8"))
    rules = {it["rule"] for it in report["diagnostics"]}
    assert rules & {"secret-in-file", "syntax", "duplicate-key"}


@once_everywhere
def test_no_other_command_shows_it(project: Path, place: tuple[str, str]) -> None:
    name, secret = place

    for arguments in (
        ("cost", name),
        ("normalize", name),
        ("check", name, "--statistics"),
        ("check", name, "--diff", "--unsafe-fixes"),
        ("baseline", "write", name, "--baseline", "base.json"),
        ("check", name, "--baseline", "base.json", "--format", "json"),
    ):
        result = run(*arguments)
        assert result.exit_code in (0, 1, 2), result.output
        assert "bug in lightmeter" not in result.output
        assert (arguments, shown(result.output, secret)) == (arguments, [])
    assert shown(written(project, name), secret) == []


@once_everywhere
def test_silencing_it_does_not_show_it(project: Path, place: tuple[str, str]) -> None:
    name, secret = place

    for arguments in (
        ("check", name, "--ignore", "secret-in-file", "--format", "json"),
        ("check", name, "--add-ignore"),
    ):
        result = run(*arguments)
        assert "bug in lightmeter" not in result.output
        assert (arguments, shown(result.output, secret)) == (arguments, [])
    assert shown(written(project, name), secret) == []


@pytest.mark.parametrize("place", (("a prompt", "a shape"), ("an id", "a shape")), indirect=True)
def test_fixes_and_standard_input_do_not_either(place: tuple[str, str]) -> None:
    """A filter gives back the text itself, which is no report; what it says beside it is one."""
    name, secret = place
    text = Path(name).read_text("utf-8")
    result = CliRunner().invoke(main, ["check", "-", "--fix", "--stdin-format", "json"], input=text)

    assert shown(result.stderr, secret) == []


# What is found ------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", (("an address", "digits"),), indirect=True)
def test_a_payload_with_a_secret_is_not_written(place: tuple[str, str]) -> None:
    """With a mask in it, it would be another payload."""
    name, _ = place
    result = run("normalize", name)

    assert (result.exit_code, result.stdout) == (1, "")
    assert "1 payload holds what may be a key and was not written" in result.stderr


def test_what_somebody_has_silenced_is_written(project: Path) -> None:
    """The silence says that it is no secret."""
    address = f"https://example.com/done?token={NAMED['digits']}"
    text = (
        f'{_TABLE}callback_url = "{address}"  # lightmeter: ignore[secret-in-file] -- names a job\n'
        '[input]\nprompt = "x"\nsize = "1:1"\nresolution = "1K"\n'
    )
    (project / "a.toml").write_text(text, "utf-8")
    result = run("normalize", "a.toml")

    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout)["callback_url"] == address


# Errors about other files -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    (
        'api_key = "%s"\n',
        'fail-on = "%s"\n',
        'ignore = "%s"\n',
        'select = ["%s"]\n',
        'packs = [ "%s"\n',
        '"%s" = 1\n',
        'baseline = "x"  # %s\nbaseline = "y"\n',
    ),
)
@pytest.mark.parametrize("name", ("lightmeter.toml", "pack.toml"))
def test_a_mistake_in_settings_or_in_a_pack_shows_none(project: Path, name: str, text: str) -> None:
    secret = SHAPED["a shape"]
    (project / name).write_text(text.replace("%s", secret), "utf-8")
    (project / "a.json").write_text(f"{{{_BODY}}}", "utf-8")
    options = ("--pack", name) if name == "pack.toml" else ()
    results = [run(it, "a.json", *options) for it in ("check", "cost", "normalize")]

    assert [it.exit_code for it in results] == [2, 2, 2]
    assert [shown(it.output, secret) for it in results] == [[], [], []]
