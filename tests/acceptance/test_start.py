"""What a command imports before it says anything: the time that everybody waits for."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import lightmeter
from lightmeter.judge.prepare import prepare_all
from lightmeter.packs.places import shipped_directory

_NAMES = """
import sys
sys.argv = ["lightmeter", *{arguments!r}]
try:
    {work}
except SystemExit as ending:
    sys.stdout.flush()
    assert ending.code in (0, 1), ending.code



def below(above):
    for it in type.__subclasses__(above):
        yield it
        yield from below(it)


print("\\n" + ";".join(sorted(sys.modules)))
classes = [it for it in below(object) if "__attrs_attrs__" in vars(it)]
print(";".join(f"{{it.__module__}}.{{it.__name__}}" for it in classes))
"""
_MAIN = "from lightmeter.__main__ import main; main()"
INPUT = {"prompt": "A boat", "size": "1:1", "quality": "low"}

# What takes long to import, and what few checks have any use for.
HEAVY = (
    *("cattrs", "click", "pathspec", "tomli", "tomli_w"),
    *("array", "asyncio", "concurrent", "dataclasses", "difflib", "email", "hashlib", "heapq"),
    *("http", "importlib.metadata", "logging", "multiprocessing", "pickle", "shutil", "signal"),
    *("socket",),
    *("subprocess", "tempfile", "tomllib", "traceback", "typing_extensions", "unittest", "xml"),
    *("lightmeter.advice", "lightmeter.audit", "lightmeter.budget", "lightmeter.difference"),
    *("lightmeter.fix", "lightmeter.reconcile", "lightmeter.structure", "lightmeter.toml_file"),
    *("lightmeter.verify", "lightmeter.estimate.own", "lightmeter.estimate.settled"),
    *("lightmeter.cli.git_files", "lightmeter.cli.walk", "lightmeter.settings.keys"),
    *("lightmeter.silence.baseline", "lightmeter.silence.comments"),
    *("lightmeter.language.check", "lightmeter.language.parse", "lightmeter.language.tree"),
    *("lightmeter.language.typed", "lightmeter.language.types"),
    *("lightmeter.packs.file", "lightmeter.packs.merge", "lightmeter.packs.model"),
    *("lightmeter.packs.member", "lightmeter.packs.prove", "lightmeter.packs.proven"),
    *("lightmeter.judge.generate", "lightmeter.judge.interpret", "lightmeter.judge.meant"),
    *("lightmeter.judge.unknown", "lightmeter.document.long_text", "lightmeter.entries"),
    *("lightmeter.cli.mending", "lightmeter.misfit", "lightmeter.suppressed"),
)
# To show where a mistake is, to find what was meant, and who inherits what a fix would change.
_OF_MISTAKES = {
    *("difflib", "heapq", "dataclasses", "lightmeter.fix", "lightmeter.fix.heirs"),
    *("lightmeter.judge.meant", "lightmeter.judge.unknown", "lightmeter.packs.proven"),
    "lightmeter.packs.member",
}
_MORE_FOR_MISTAKES = 12
MOST_OF_OURS = 121
# Beside those that attrs imports itself; one less before Python 3.12.
MOST_OTHERS = 5
# attrs writes and compiles methods for each at every start, which takes as long as three modules.
MOST_CLASSES = 47
ADVICE = (
    "Every start of the command waits for these. Import them where they are needed: within the"
    " function, or for annotations alone under TYPE_CHECKING; or move the small thing that is"
    " needed out of the module. Raise the bound only for what every check does."
)

Start = Callable[..., tuple[set[str], set[str]]]
Modules = Callable[..., set[str]]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with lightmeter as a wheel has it: rules inside, and packs prepared."""
    directory = tmp_path_factory.mktemp("installed")
    package = directory / "lightmeter"
    ignored = shutil.ignore_patterns("__pycache__", "rules", "prepared")
    shutil.copytree(Path(lightmeter.__file__).parent, package, ignore=ignored)
    shutil.copytree(shipped_directory(), package / "rules")
    prepare_all(package / "prepared")
    return directory


@pytest.fixture
def start(installed: Path, tmp_path: Path) -> Start:
    """Give the modules that are there after some work, and the data classes."""

    def run(work: str, *arguments: str) -> tuple[set[str], set[str]]:
        done = subprocess.run(  # noqa: S603 - our own code
            [sys.executable, "-c", _NAMES.format(work=work, arguments=arguments)],
            env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(installed)},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert (done.returncode, done.stderr) == (0, "")
        names, classes = done.stdout.split("\n")[-3:-1]
        return set(names.split(";")), set(classes.split(";"))

    return run


@pytest.fixture
def modules(start: Start) -> Modules:
    """Give the modules that some work imports, beside those of a bare interpreter."""
    bare, _ = start("pass")
    return lambda *given: start(*given)[0] - bare


def _named(names: set[str], prefixes: tuple[str, ...]) -> list[str]:
    return sorted(
        it for it in names if it in prefixes or it.startswith(tuple(f"{p}." for p in prefixes))
    )


def _write(directory: Path, **members: object) -> str:
    data = {"provider": "vidgo", "model": "gpt-image-2", "input": {**INPUT, **members}}
    (directory / "boat.json").write_text(json.dumps(data), "utf-8")
    return "boat.json"


def test_the_library_imports_nothing_before_it_is_used(modules: Modules) -> None:
    assert modules("import lightmeter") == {"lightmeter", "lightmeter.version"}


def test_the_version_needs_nothing(modules: Modules) -> None:
    """As fast as Python itself, or nearly."""
    names = modules(_MAIN, "--version")

    assert names == {"gc", "lightmeter", "lightmeter.__main__", "lightmeter.version"}, ADVICE


@pytest.mark.parametrize(
    "members",
    ({}, {"quality": "lo"}, {"unknown": 1}, {"resolution": "4K"}),
    ids=("in order", "an error", "a warning", "a rule of the pack"),
)
def test_a_check_imports_what_it_needs(
    modules: Modules, tmp_path: Path, members: dict[str, object]
) -> None:
    """Of what finds and shows mistakes, it imports more where there are some."""
    names = modules(_MAIN, "check", _write(tmp_path, **members))
    plain = modules("import attrs, json, decimal, datetime, pathlib")

    ours = {it for it in names if it.partition(".")[0] == "lightmeter"}
    heavy = set(_named(names - plain, HEAVY)) - (_OF_MISTAKES if members else set())
    assert heavy == set(), ADVICE
    more = _MORE_FOR_MISTAKES if members else 0
    assert len(ours) <= MOST_OF_OURS + more, f"{ADVICE}\n{sorted(ours)}"
    others = names - plain - ours
    assert len(others) <= MOST_OTHERS + more, f"{ADVICE}\n{sorted(others)}"


def test_a_check_makes_few_data_classes(start: Start, tmp_path: Path) -> None:
    _, classes = start(_MAIN, "check", _write(tmp_path))

    ours = {it for it in classes if it.startswith("lightmeter.")}
    assert "lightmeter.diagnostic.Diagnostic" in ours
    assert len(ours) <= MOST_CLASSES, f"{ADVICE}\n{sorted(ours)}"


def test_other_formats_do_not_import_the_usual_one(modules: Modules, tmp_path: Path) -> None:
    for form in ("concise", "json", "github"):
        names = modules(_MAIN, "check", "--format", form, _write(tmp_path))

        assert "lightmeter.report.text" not in names
        assert "lightmeter.report.frame" not in names
        assert not _named(names, ("cattrs", "lightmeter.packs.prove")), ADVICE


def test_toml_is_read_without_what_reads_packs(modules: Modules, tmp_path: Path) -> None:
    (tmp_path / "boat.toml").write_text(
        'provider = "vidgo"\nmodel = "gpt-image-2"\ninput = { prompt = "A boat" }\n', "utf-8"
    )

    names = modules(_MAIN, "check", "boat.toml")

    assert "tomli" in names
    assert set(_named(names, HEAVY)) <= {*_named(names, ("tomli", "lightmeter.toml_file"))}, ADVICE


@pytest.mark.parametrize("arguments", (("--help",), ("completion", "bash")))
def test_help_reads_no_pack_and_makes_no_judge(
    modules: Modules, arguments: tuple[str, ...]
) -> None:
    names = modules(_MAIN, *arguments)

    assert not _named(names, ("attrs", "cattrs", "tomli", "lightmeter.checker", "lightmeter.packs"))
