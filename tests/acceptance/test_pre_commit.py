"""The hooks, run by pre-commit itself over a repository made here, without a network."""

import importlib.util
import itertools
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs
import click
import pytest
import tomli
from pre_commit.clientlib import load_manifest

from lightmeter.cli.calling import is_called_request
from lightmeter.cli.main import main
from lightmeter.document.source import format_of

ROOT = Path(__file__).parents[2]
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
# What an installation of lightmeter is built from.
NEEDED = (
    *("pyproject.toml", "README.md", ".pre-commit-hooks.yaml", "hatch_build.py", "src", "rules"),
)
# What would reach a hook from whoever runs the tests, perhaps within a hook of their own.
FOREIGN = (
    *("GIT_", "PRE_COMMIT", "PIP_", "VIRTUALENV", "PYTHON", "XDG_"),
    *("SKIP", "NO_COLOR", "FORCE_COLOR"),
)

GOOD_TOML = """\
provider = "vidgo"
model    = "gpt-image-2"

[input]
prompt     = "One red chair"
size       = "1:1"
resolution = "1K"
"""
BAD_TOML = GOOD_TOML.replace("1:1", "7:1")
GOOD_JSON = (
    '{"model": "gpt-image-2", "input": {"prompt": "x", "size": "1:1", "resolution": "1K"}}\n'
)
BAD_JSON = GOOD_JSON.replace("1:1", "7:1")
# A safe fix spells the number as the provider does.
SPELT_TOML = """\
provider = "vidgo"
model    = "seedance-2"

[input]
prompt     = "One red chair turns"
resolution = "720p"
duration   = 5.0  # seconds
"""


def _wheels() -> Any:
    path = Path(__file__).with_name("wheels.py")
    spec = importlib.util.spec_from_file_location("lightmeter_wheels", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# The manifest ------------------------------------------------------------------------------------

HOOKS: Mapping[str, Mapping[str, Any]] = {it["id"]: it for it in load_manifest(str(MANIFEST))}


def test_there_is_a_hook_for_each_job() -> None:
    assert list(HOOKS) == [
        "lightmeter-check",
        "lightmeter-fix",
        "lightmeter-budget",
        "lightmeter-packs",
    ]


def test_pre_commit_takes_the_manifest() -> None:
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "pre_commit", "validate-manifest", str(MANIFEST)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("hook", "command", "given"),
    (
        ("lightmeter-check", "check", {"force_exclude": True, "paths": ("a.req.toml",)}),
        (
            "lightmeter-fix",
            "check",
            {
                "force_exclude": True,
                "fix": True,
                "exit_non_zero_on_fix": True,
                "paths": ("a.req.toml",),
            },
        ),
        ("lightmeter-budget", "cost", {"check_budget": True, "paths": ()}),
        ("lightmeter-packs", "check", {"paths": ("rules",)}),
    ),
)
def test_an_entry_is_a_command(hook: str, command: str, given: Mapping[str, Any]) -> None:
    """With the options that the job needs, and files only where the hook is given some."""
    it = HOOKS[hook]
    program, *words = shlex.split(it["entry"])
    words += [*it["args"], *(["a.req.toml"] if it["pass_filenames"] else [])]
    called: click.Command = main
    while isinstance(called, click.Group):
        found = called.get_command(click.Context(called), words.pop(0))
        assert found is not None
        called = found
    parsed = called.make_context(program, words)

    assert (program, called.name) == ("lightmeter", command)
    assert {name: parsed.params[name] for name in given} == given


def test_files_are_read_by_one_process() -> None:
    """Ids, keys and budgets are judged over all of them."""
    assert [it["require_serial"] for it in HOOKS.values()] == [True] * 4


def _named(hook: str, path: str) -> bool:
    """Whether pre-commit hands a path to a hook, which it finds out by the same two searches."""
    it = HOOKS[hook]
    return bool(re.search(it["files"], path)) and not re.search(it["exclude"], path)


REQUESTS = (
    "requests/a.toml",
    "requests/a.json",
    "requests/a.jsonl",
    "requests/a.ndjson",
    "requests/spring/a.toml",
    "shop/requests/a.json",
    "hero.req.toml",
    "hero.req.json",
    "shop/hero.req.jsonl",
    "hero.v2.req.ndjson",
    "hero.schema.req.json",
    "requests/A.TOML",
    "hero.Req.JSON",
    "requests/two\nlines.toml",
    "shop/.hero.req.toml",
)
OTHERS = (
    "package.json",
    "pyproject.toml",
    "hero.toml",
    "hero.jsonl",
    "hero.req",
    "hero.request.toml",
    "req.toml",
    "requests.toml",
    "myrequests/a.toml",
    "requests-old/a.json",
    "requests/a.py",
    "requests/readme.md",
    "requests/a.toml.orig",
    "requests/gpt-image-2.schema.json",
    "requests/gpt-image-2.Schema.v2.toml",
    "requests/shop.postman_collection.json",
    "requests/shop.postman_environment.json",
    "requests/bruno.json",
    "requests/http-client.env.json",
    "requests/http-client.private.env.json",
    "requests/.hidden.json",
    "requests/.req.toml",
)
# What marks a package of code, and what lies beside it; such a package may be called requests.
OF_CODE = ("package.json", "package-lock.json", "tsconfig.json", "pyproject.toml", "Cargo.toml")


@pytest.mark.parametrize("hook", ("lightmeter-check", "lightmeter-fix"))
@pytest.mark.parametrize("path", REQUESTS)
def test_what_is_called_a_request_is_named(hook: str, path: str) -> None:
    assert _named(hook, path)


@pytest.mark.parametrize("hook", ("lightmeter-check", "lightmeter-fix"))
@pytest.mark.parametrize("path", OTHERS)
def test_nothing_else_is_named(hook: str, path: str) -> None:
    assert not _named(hook, path)


@pytest.mark.parametrize("kind", ("", ".req", ".Req", ".wreq", ".req.v2", ".schema", ".Schema.v2"))
@pytest.mark.parametrize("last", ("", ".req", ".Req", ".wreq", ".postman_collection", ".v2"))
def test_hooks_and_directories_call_the_same_files_requests(
    kind: str, last: str, tmp_path: Path
) -> None:
    """Otherwise a file that is checked by hand would go through a commit unseen, or be refused."""
    places = ("", "requests/", "shop/requests/spring/", "Requests/", "myrequests/", "requests.d/")
    stems = ("hero", ".hero", "req", ".req", "bruno", "http-client.env", "two\nlines")
    suffixes = (".toml", ".json", ".JSON", ".jsonl", ".Ndjson", ".py", ".toml.orig")
    paths = [
        place + stem + kind + last + suffix
        for place, stem, suffix in itertools.product(places, stems, suffixes)
    ]

    assert [it for it in paths if _named("lightmeter-check", it)] == [
        it for it in paths if format_of(it) and is_called_request(tmp_path / it, tmp_path)
    ]


@pytest.mark.parametrize("hook", ("lightmeter-check", "lightmeter-fix"))
@pytest.mark.parametrize("name", OF_CODE)
def test_a_package_called_requests_is_left_alone(hook: str, name: str) -> None:
    """By name; of the other files in it no pattern can know."""
    assert not _named(hook, f"packages/requests/{name}")


@pytest.mark.parametrize(
    ("hook", "path", "wanted"),
    (
        ("lightmeter-budget", "requests/a.jsonl", True),
        ("lightmeter-budget", "anywhere/a.json", True),
        ("lightmeter-budget", "lightmeter.toml", True),
        ("lightmeter-budget", "prices/shop.toml", True),
        ("lightmeter-budget", "anywhere/A.JSONL", True),
        ("lightmeter-budget", "readme.md", False),
        ("lightmeter-packs", "rules/shop/picture.toml", True),
        ("lightmeter-packs", "rules/shop/picture.probes.jsonl", False),
        ("lightmeter-packs", "docs/rules/shop/picture.toml", False),
    ),
)
def test_what_sets_the_other_hooks_off(hook: str, path: str, wanted: bool) -> None:
    assert _named(hook, path) == wanted


# Run by pre-commit -------------------------------------------------------------------------------


@attrs.frozen
class Hooks:
    """
    The hooks as a repository that others can name.

    Attributes:
        source: Where it lies.
        revision: Of what is in it.
        environment: In which pre-commit runs; nothing of it is the user's.
    """

    source: Path
    revision: str
    environment: Mapping[str, str]


@attrs.frozen
class Project:
    """
    A repository that uses the hooks.

    Attributes:
        directory: Where it lies.
        hooks: That it uses.
    """

    directory: Path
    hooks: Hooks

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files and stage them."""
        for name, text in files.items():
            path = self.directory / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        self.git("add", "--all")

    def git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run git; whether it succeeds is for the caller to see."""
        return _run(self.hooks.environment, self.directory, "git", *arguments)

    def pre_commit(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run pre-commit."""
        return _run(
            self.hooks.environment, self.directory, sys.executable, "-m", "pre_commit", *arguments
        )

    def run_hook(self, hook: str) -> tuple[bool, str]:
        """Run one hook over all files; whether it passed, and what was printed."""
        done = self.pre_commit("run", f"lightmeter-{hook}", "--all-files", "--verbose")
        assert done.returncode in {0, 1}, done.stdout + done.stderr
        return done.returncode == 0, done.stdout


def _run(
    environment: Mapping[str, str], directory: Path, *command: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - git and our own interpreter
        command,
        cwd=directory,
        env=dict(environment),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Hooks:
    """Put the working tree into a repository of its own, as an author would publish it."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed, and pre-commit works with nothing else")
    home = tmp_path_factory.mktemp("home")
    for name in ("wheels", "source"):
        (home / name).mkdir()
    project = tomli.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    needed = [*project["build-system"]["requires"], *project["project"]["dependencies"]]
    _wheels().pack_wheels(needed, home / "wheels")
    (home / "gitconfig").write_text("[user]\nname = Ada\nemail = ada@example.com\n")
    environment = {
        **{key: it for key, it in os.environ.items() if not key.startswith(FOREIGN)},
        "HOME": str(home),
        "GIT_CONFIG_GLOBAL": str(home / "gitconfig"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_FIND_LINKS": str(home / "wheels"),
        "PIP_NO_INDEX": "1",
        "PRE_COMMIT_COLOR": "never",
        "PRE_COMMIT_HOME": str(home / "pre-commit"),
        # Else virtualenv leaves a process behind that asks an index for a newer pip.
        "VIRTUALENV_NO_PERIODIC_UPDATE": "1",
        "VIRTUALENV_OVERRIDE_APP_DATA": str(home / "virtualenv"),
    }
    source = home / "source"
    for name in NEEDED:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, source / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, source / name)
    for arguments in (["init", "-q"], ["add", "--all"], ["commit", "-q", "-m", "Hooks"]):
        done = _run(environment, source, "git", *arguments)
        assert done.returncode == 0, done.stderr
    revision = _run(environment, source, "git", "rev-parse", "HEAD").stdout.strip()
    return Hooks(source, revision, environment)


@pytest.fixture
def project(tmp_path: Path, hooks: Hooks) -> Project:
    """Make an empty repository that uses all four hooks."""
    ids = "".join(f"      - id: {it}\n" for it in HOOKS)
    config = (
        f"default_language_version:\n  python: {sys.executable}\n"
        f"repos:\n  - repo: {hooks.source}\n    rev: {hooks.revision}\n    hooks:\n{ids}"
    )
    project = Project(tmp_path, hooks)
    project.git("init", "-q")
    project.write({".pre-commit-config.yaml": config})
    done = project.pre_commit("install-hooks")
    assert done.returncode == 0, done.stdout + done.stderr
    return project


def test_good_requests_pass(project: Project) -> None:
    """In every format, and what is called nothing of the kind is left alone."""
    project.write(
        {
            "requests/a.toml": GOOD_TOML,
            "requests/b.json": GOOD_JSON,
            "requests/c.jsonl": GOOD_JSON.replace('"x"', '"y"') + GOOD_JSON.replace('"x"', '"z"'),
            "hero.req.toml": GOOD_TOML.replace("red", "blue"),
            "package.json": '{"name": "shop"}',
        }
    )
    passed, output = project.run_hook("check")

    assert passed
    assert "5 requests in 4 files: no problems" in output


@pytest.mark.parametrize(
    ("name", "text", "place"),
    (
        ("requests/bad.toml", BAD_TOML, "requests/bad.toml:6:14"),
        ("requests/bad.json", BAD_JSON, "requests/bad.json:1:59"),
        ("requests/bad.jsonl", GOOD_JSON + BAD_JSON, "requests/bad.jsonl:2:59"),
        ("bad.req.ndjson", GOOD_JSON + BAD_JSON, "bad.req.ndjson:2:59"),
    ),
)
def test_a_bad_request_fails(project: Project, name: str, text: str, place: str) -> None:
    """Wherever it stands, with its place."""
    project.write({"requests/good.toml": GOOD_TOML, name: text})
    passed, output = project.run_hook("check")

    assert not passed
    assert "error: vidgo/gpt-image-2/enum" in output
    assert f"--> {place}\n" in output
    assert "good.toml: " not in output


def test_a_text_in_another_encoding_is_not_passed_over(project: Project) -> None:
    """Though pre-commit does not take it for a text."""
    project.write({"requests/bad.jsonl": GOOD_JSON.encode("utf-16")})
    passed, output = project.run_hook("check")

    assert not passed
    assert "error: encoding" in output


def test_without_requests_nothing_is_run(project: Project) -> None:
    project.write({"package.json": "{}", "shots.json": BAD_JSON})
    passed, output = project.run_hook("check")

    assert passed
    assert "(no files to check)Skipped" in output


def test_what_the_settings_exclude_is_left_out(project: Project) -> None:
    """pre-commit names it all the same."""
    project.write(
        {
            "lightmeter.toml": 'exclude = ["drafts/"]',
            "requests/drafts/bad.toml": BAD_TOML,
            "requests/good.toml": GOOD_TOML,
        }
    )
    passed, output = project.run_hook("check")

    assert passed
    assert "1 file is excluded and was left out: requests/drafts/bad.toml" in output
    assert "1 request in 1 file: no problems" in output


def test_what_the_settings_exclude_is_not_mended(project: Project) -> None:
    project.write(
        {"lightmeter.toml": 'exclude = ["drafts/"]', "requests/drafts/a.toml": SPELT_TOML}
    )
    passed, _ = project.run_hook("fix")

    assert passed
    assert (project.directory / "requests/drafts/a.toml").read_text("utf-8") == SPELT_TOML


def test_settings_beside_requests_are_no_request(project: Project) -> None:
    project.write(
        {"requests/lightmeter.toml": 'ignore = ["enum"]', "requests/good.toml": GOOD_TOML}
    )
    passed, output = project.run_hook("check")

    assert passed
    assert "1 request in 1 file: no problems" in output


def test_a_fix_fails_once(project: Project) -> None:
    """What was mended has to be looked at and staged; the second run has nothing to do."""
    project.write({"requests/a.toml": SPELT_TOML})
    first, output = project.run_hook("fix")
    project.write({})
    second, _ = project.run_hook("fix")

    assert (first, second) == (False, True)
    assert "files were modified by this hook" in output
    mended = (project.directory / "requests/a.toml").read_text("utf-8")
    assert mended == SPELT_TOML.replace("5.0", "5")


def test_what_no_fix_mends_fails_on(project: Project) -> None:
    project.write({"requests/a.toml": BAD_TOML})
    passed, output = project.run_hook("fix")

    assert not passed
    assert "error: vidgo/gpt-image-2/enum" in output
    assert (project.directory / "requests/a.toml").read_text("utf-8") == BAD_TOML


@pytest.mark.parametrize(("limit", "kept"), (("4 credits", True), ("3 credits", False)))
def test_a_budget_holds_for_the_whole_repository(project: Project, limit: str, kept: bool) -> None:
    """Requests count that no hook is given by name: each is 2 credits."""
    project.write(
        {
            "lightmeter.toml": f'[budget]\nrun = "{limit}"\n',
            "requests/a.toml": GOOD_TOML,
            "elsewhere/b.json": GOOD_JSON,
        }
    )
    passed, output = project.run_hook("budget")

    assert passed == kept
    assert "elsewhere/b.json:1" in output
    assert ("over-budget" in output) != kept


def test_a_request_over_its_budget_is_named(project: Project) -> None:
    """And none that keeps to it: 2 credits in low quality, 3 in medium."""
    project.write(
        {
            "lightmeter.toml": '[budget]\nrequest = "2 credits"\n',
            "requests/kept.toml": GOOD_TOML,
            "requests/over.toml": GOOD_TOML + 'quality = "medium"\n',
        }
    )
    passed, output = project.run_hook("budget")

    assert not passed
    assert re.findall(r"^(\S+?):\S+ error over-budget", output, re.MULTILINE) == [
        "requests/over.toml"
    ]


def test_a_repository_without_a_budget_does_not_pass(project: Project) -> None:
    """A hook that compares with nothing would pass for ever."""
    project.write({"requests/a.toml": GOOD_TOML})
    passed, output = project.run_hook("budget")

    assert not passed
    assert "no budget is settled" in output


@pytest.mark.parametrize(
    ("text", "proven"), (("[models.video]\n", True), ("[models.video]\nretires = 5\n", False))
)
def test_packs_are_proven(project: Project, text: str, proven: bool) -> None:
    head = (
        'format = 1\nid = "acme/video"\nsource = "docs"\nedition = "2026-01-02"\n'
        '[sources.docs]\ntitle = "Video API"\nread = "2026-01-02"\n'
    )
    project.write({"rules/acme/video.toml": head + text})
    passed, output = project.run_hook("packs")

    assert passed == proven
    assert ("rules/acme/video.toml:9:11" in output) != proven


def test_a_commit_is_refused(project: Project) -> None:
    """Once the hooks are installed, git runs them itself."""
    project.write({"lightmeter.toml": '[budget]\nrun = "9 credits"\n'})
    assert project.pre_commit("install").returncode == 0
    project.write({"requests/a.toml": BAD_TOML})
    refused = project.git("commit", "-m", "Bad")
    project.write({"requests/a.toml": GOOD_TOML})
    taken = project.git("commit", "-m", "Good")

    assert refused.returncode == 1
    assert "error: vidgo/gpt-image-2/enum" in refused.stderr
    assert taken.returncode == 0, taken.stderr
    assert project.git("log", "--format=%s").stdout == "Good\n"
