"""One request opens the pack that it needs and what that extends, however many packs there are."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from lightmeter.packs.load import Shelf
from lightmeter.packs.places import shipped_directory

# A process of its own, since what watches the opening of files cannot be taken away again.
_WATCH = """
import sys
names = []
sys.addaudithook(lambda event, facts: event == "open" and names.append(str(facts[0])))
{work}
rules = {rules!r}
print(";".join(dict.fromkeys(it[len(rules) + 1:] for it in names if it.startswith(rules))))
"""
_LIBRARY = """
import lightmeter
report = lightmeter.check({request!r}, provider={provider!r})
assert report.ok and report.estimate is not None and report.normalized is not None
"""
_COMMAND = """
import contextlib, io
from lightmeter.cli.command_line import run_line
from lightmeter.cli.main import main
with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):
    assert run_line(main, ["check", *{options!r}, {path!r}]) == {code}
"""
REQUEST = {
    "model": "gpt-image-2",
    "input": {"prompt": "x", "size": "1:1", "resolution": "4K"},
}
NEEDED = ["models.json", "vidgo/gpt-image-2.toml", "vidgo/provider.toml"]


def opened(work: str) -> list[str]:
    """The files of the shipped packs that some Python opens."""
    code = _WATCH.format(work=work, rules=str(shipped_directory()))
    result = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stderr) == (0, "")
    return sorted(filter(None, result.stdout.strip().split(";")))


def test_there_are_more_packs_than_one_request_needs() -> None:
    assert len(Shelf().ids) > len(NEEDED)


@pytest.mark.parametrize("provider", ("vidgo", None))
def test_the_library_opens_what_a_request_needs(provider: str | None) -> None:
    assert opened(_LIBRARY.format(request=REQUEST, provider=provider)) == NEEDED


def test_the_command_opens_what_a_request_needs(tmp_path: Path) -> None:
    path = tmp_path / "cover.json"
    path.write_text(json.dumps(REQUEST), "utf-8")

    assert opened(_COMMAND.format(options=[], path=str(path), code=0)) == NEEDED


def test_an_unknown_model_opens_no_pack_but_the_envelope(tmp_path: Path) -> None:
    """The models that are known, and the nearest of them, stand in the index."""
    path = tmp_path / "cover.json"
    path.write_text(json.dumps({**REQUEST, "model": "gpt-image-3"}), "utf-8")

    anyone = _COMMAND.format(options=[], path=str(path), code=0)
    vidgo = _COMMAND.format(options=["--provider", "vidgo"], path=str(path), code=0)

    assert opened(anyone) == ["models.json"]
    assert opened(vidgo) == ["models.json", "vidgo/provider.toml"]
