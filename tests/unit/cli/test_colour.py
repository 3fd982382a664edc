import sys

import pytest

from lightmeter.cli.colour import choose_style


@pytest.mark.parametrize(
    ("option", "environment", "terminal", "coloured"),
    (
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"FORCE_COLOR": "0"}, False, False),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ),
)
def test_choosing(
    monkeypatch: pytest.MonkeyPatch,
    option: str,
    environment: dict[str, str],
    terminal: bool,
    coloured: bool,
) -> None:
    """The option goes before NO_COLOR, that before FORCE_COLOR, and they before the terminal."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)

    assert choose_style(option).coloured is coloured
