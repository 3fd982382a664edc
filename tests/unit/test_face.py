"""What `import lightmeter` gives, and what it does not cost."""

import pickle
import subprocess
import sys

import pytest

import lightmeter


def run(code: str) -> str:
    """What a fresh interpreter prints."""
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stderr == ""
    return done.stdout.strip()


@pytest.mark.parametrize("name", lightmeter.__all__)
def test_every_name_of_the_face_is_there(name: str) -> None:
    value = getattr(lightmeter, name)

    assert value is not None
    assert getattr(lightmeter, name) is value
    assert name in dir(lightmeter)


def test_the_face_is_sorted_and_lists_every_name_once() -> None:
    assert sorted(lightmeter.__all__) == sorted(set(lightmeter.__all__))
    assert sorted(set(lightmeter.__all__)) == dir(lightmeter)


def test_a_star_import_gives_every_name() -> None:
    names = run("from lightmeter import *\nprint(sorted(n for n in dir() if n[:2] != '__'))")

    assert names == str(sorted(it for it in lightmeter.__all__ if not it.startswith("__")))


@pytest.mark.parametrize("name", ("nothing", "Check", "_checker_", ""))
def test_an_unknown_name_is_an_attribute_error(name: str) -> None:
    with pytest.raises(AttributeError, match=f"module 'lightmeter' has no attribute '{name}'"):
        getattr(lightmeter, name)
    assert not hasattr(lightmeter, name)


def test_a_module_of_the_package_can_still_be_imported() -> None:
    assert run("import lightmeter.checker\nprint(lightmeter.checker.__name__)") == (
        "lightmeter.checker"
    )


def test_importing_the_face_imports_no_library() -> None:
    """A service pays for lightmeter when it first uses it."""
    names = run(
        "import sys, lightmeter\n"
        "libraries = ('attr', 'attrs', 'cattr', 'cattrs', 'click', 'tomli', 'tomli_w')\n"
        "print([it for it in libraries if it in sys.modules])\n"
        "print(sorted(it for it in sys.modules if it.startswith('lightmeter')))"
    )

    assert names.splitlines() == ["[]", "['lightmeter', 'lightmeter.version']"]


def test_checking_a_payload_needs_no_command_line() -> None:
    names = run(
        "import sys, lightmeter\n"
        "lightmeter.check({'model': 'gpt-image-2', 'input': {'prompt': 'x'}}).diagnostics\n"
        "print([it for it in ('click', 'tomli_w', 'asyncio', 'email') if it in sys.modules])"
    )

    assert names == "[]"


def test_what_the_face_gives_is_what_its_home_defines() -> None:
    report = lightmeter.check({"model": "gpt-image-2", "input": {"prompt": "x"}})
    batch = lightmeter.check_text('model = "gpt-image-2"', format="toml")

    assert isinstance(report, lightmeter.Report)
    assert isinstance(report.estimate, lightmeter.Estimate)
    assert isinstance(batch, lightmeter.BatchReport)
    assert isinstance(batch.diagnostics[0], lightmeter.Diagnostic)
    assert isinstance(batch.diagnostics[0].severity, lightmeter.Severity)
    assert issubclass(lightmeter.PackError, lightmeter.LightmeterError)
    assert issubclass(lightmeter.UsageError, lightmeter.LightmeterError)
    assert pickle.loads(pickle.dumps(lightmeter.Checker)) is lightmeter.Checker  # noqa: S301
    assert lightmeter.__version__.split(".")[0].isdigit()
