"""The guides can be followed: every step is run, every output is what the guide prints."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

from lightmeter.cli.main import main


def _load() -> ModuleType:
    path = Path(__file__).with_name("guide.py")
    spec = importlib.util.spec_from_file_location("lightmeter_guide", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


guide = _load()


@pytest.mark.parametrize("path", guide.GUIDES, ids=lambda path: path.name)
def test_every_step_of_a_guide_can_be_followed(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = list(guide.steps_of(path.read_text("utf-8")))
    monkeypatch.chdir(tmp_path)

    assert sum(step.verb == "run" for step in steps) >= 6
    for step in steps:
        output = guide.run_step(step)
        if step.verb == "run":
            assert output == step.text, f"$ {step.path}"


OVERLAY = """
format = 1
id = "house/wide"
amends = "acme/picture-1"
source = "contract"
[sources.contract]
title = "Our contract"
read = "2026-11-26"
[[billing]]
item = "image"
unit = "image"
quantity = "images"
rate = [{ when = 'size == "wide"', then = "0.05" }, { then = "rates[quality][tier]" }]
currency = "USD"
"""


def test_the_pack_of_the_guide_never_takes_one_size_for_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even where a wide image has a rate of its own: 0.05 in place of 0.04 for a square."""
    monkeypatch.chdir(tmp_path)
    for step in guide.steps_of((guide.DOCS / "write-a-pack.md").read_text("utf-8")):
        if step.verb != "run":
            guide.run_step(step)
    Path("wide.toml").write_text(OVERLAY, "utf-8")
    Path("wide.json").write_text(
        '{"model": "picture-1", "input": {"prompt": "x", "size": "wide"}}', "utf-8"
    )
    result = CliRunner().invoke(main, ["cost", "--overlay", "wide.toml", "wide.json"])

    assert result.exit_code == 0
    assert "$0.05" in result.output
    assert "advice" not in result.output
