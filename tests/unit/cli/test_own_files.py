from pathlib import Path

import pytest

from lightmeter.cli.own_files import is_own


@pytest.mark.parametrize(
    ("name", "own"),
    (
        ("lightmeter.toml", True),
        (".lightmeter.toml", True),
        ("lightmeter-baseline.json", True),
        ("video.probes.jsonl", True),
        ("other.probes.jsonl", False),
        (".probes.jsonl", False),
        ("video.toml", False),
        ("pyproject.toml", False),
    ),
)
def test_files_of_lightmeter_are_known_by_their_names(name: str, own: bool, tmp_path: Path) -> None:
    """Golden results by the pack beside them, too."""
    (tmp_path / "video.toml").touch()

    assert is_own(tmp_path / name) == own
