"""The guides can be followed: every step is run, every output is what the guide prints."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


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
