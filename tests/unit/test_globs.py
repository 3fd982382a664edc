from pathlib import Path

import pytest

from lightmeter.globs import fits, is_pattern, path_below, path_in, verdict


@pytest.mark.parametrize(
    ("patterns", "path", "expected"),
    (
        (("*.json",), "a/b.json", True),
        (("/b.json",), "a/b.json", None),
        (("a/", "!a/b.json"), "a/b.json", False),
        (("!a/b.json",), "a/b.json", False),
        ((), "a/b.json", None),
    ),
)
def test_patterns_mean_a_path_or_take_it_back_or_say_nothing(
    patterns: tuple[str, ...], path: str, expected: bool | None
) -> None:
    assert verdict(patterns, path) is expected
    assert fits(patterns, path) is bool(expected)


@pytest.mark.parametrize(
    ("text", "expected"), (("*.json", True), ("[ab]", True), ("[z-a]", False), ("x\\", False))
)
def test_some_texts_are_no_patterns(text: str, expected: bool) -> None:
    assert is_pattern(text) is expected


def test_a_path_is_named_from_a_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert path_below(tmp_path / "a", "a/b/../c.json") == "c.json"
    assert path_below(tmp_path / "a", "b/c.json") is None
    assert path_in(tmp_path / "a", "a/c.json") == "c.json"
    assert path_in(tmp_path / "a", "b/c.json") == "b/c.json"
    assert path_in(None, "b/c.json") == "b/c.json"
