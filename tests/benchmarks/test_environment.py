"""A peer that is not there is named with the reason."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from benchmarks import environment
from benchmarks.environment import Environment, prepare
from benchmarks.peers.table import Missing, validators


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What pip was told; it has neither heard of msgspec nor installs anything else."""
    lines: list[tuple[str, ...]] = []

    def pip(_: Environment, *arguments: str) -> str:
        lines.append(arguments)
        return "ERROR: no wheel" if any("msgspec" in it for it in arguments) else ""

    def make(line: list[str], **_: Any) -> None:
        Path(line[-1]).mkdir(exist_ok=True)

    monkeypatch.setattr(Environment, "pip", pip)
    monkeypatch.setattr(environment, "_install_ours", lambda _: None)
    monkeypatch.setattr(subprocess, "run", make)
    return lines


def test_a_peer_that_does_not_install_stops_no_other(
    said: list[tuple[str, ...]], tmp_path: Path
) -> None:
    made = prepare(Environment(tmp_path / "peers"))

    missing = Missing(made.note)
    assert missing.why("msgspec") == "not installed: ERROR: no wheel"
    assert missing.why("pydantic") == ""
    # All at once, then each of the ten.
    assert [len(it) for it in said] == [11, *[2] * 10]


def test_an_environment_is_used_again(said: list[tuple[str, ...]], tmp_path: Path) -> None:
    prepare(Environment(tmp_path / "peers"))
    said.clear()

    made = prepare(Environment(tmp_path / "peers"))

    assert said == []
    assert Missing(made.note).why("msgspec") == "not installed: ERROR: no wheel"


def test_without_peers_each_is_named_as_left_out(
    said: list[tuple[str, ...]], tmp_path: Path
) -> None:
    made = prepare(Environment(tmp_path / "peers"), without_peers=True)

    found = dict(validators(Missing(made.note)))
    assert said == []
    assert found.pop("lightmeter") not in ("", None)
    assert set(found.values()) == {"left out: --without-peers"}
    assert len(found) == 7


def test_with_peers_after_without_they_are_installed(
    said: list[tuple[str, ...]], tmp_path: Path
) -> None:
    prepare(Environment(tmp_path / "peers"), without_peers=True)

    made = prepare(Environment(tmp_path / "peers"))

    assert len(said) == 11
    assert json.loads(made.note.read_text("utf-8"))["installed"] is True
