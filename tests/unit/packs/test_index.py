import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from lightmeter.packs.index import INDEX_NAME, read_index, write_index


@pytest.fixture
def paths(tmp_path: Path) -> Mapping[str, Path]:
    """Two files of three and of five bytes."""
    first, second = tmp_path / "a.toml", tmp_path / "b.toml"
    first.write_bytes(b"abc")
    second.write_bytes(b"abcde")
    return {"acme/a": first, "acme/b": second}


def test_it_is_one_line_a_pack_sorted(paths: Mapping[str, Path]) -> None:
    rows = [("acme/b", paths["acme/b"], ["b-2", "b"]), ("acme/a", paths["acme/a"], [])]

    assert write_index(rows) == (
        "{\n"
        '  "acme/a": {"bytes": 3, "models": []},\n'
        '  "acme/b": {"bytes": 5, "models": ["b-2", "b"]}\n'
        "}\n"
    )


def test_what_was_written_is_read(tmp_path: Path, paths: Mapping[str, Path]) -> None:
    models = {"acme/a": ("ä", 'q"'), "acme/b": ()}
    rows = [(pack, path, models[pack]) for pack, path in paths.items()]
    (tmp_path / INDEX_NAME).write_text(write_index(rows), "utf-8")

    assert read_index(tmp_path, paths) == models


@pytest.mark.parametrize(
    "text",
    (
        None,
        "",
        "{",
        "[]",
        "null",
        "[" * 100_000,
        b"\xff",
        '{"acme/a": 3}',
        '{"acme/a": {"bytes": 3}}',
        '{"acme/a": {"models": []}}',
        '{"acme/a": {"bytes": 4, "models": []}}',
        '{"acme/a": {"bytes": "3", "models": []}}',
        '{"acme/a": {"bytes": 3, "models": "a"}}',
        '{"acme/a": {"bytes": 3, "models": [1]}}',
    ),
)
def test_whatever_is_wrong_with_it_it_tells_nothing(
    tmp_path: Path, paths: Mapping[str, Path], text: str | bytes | None
) -> None:
    if text is not None:
        data = text if isinstance(text, bytes) else text.encode()
        (tmp_path / INDEX_NAME).write_bytes(data)

    assert read_index(tmp_path, paths) == {}


def test_what_it_says_of_other_packs_is_ignored(tmp_path: Path, paths: Mapping[str, Path]) -> None:
    document = {
        "acme/gone": {"bytes": 1, "models": ["gone"]},
        "acme/b": {"bytes": 5, "models": ["b"]},
    }
    (tmp_path / INDEX_NAME).write_text(json.dumps(document), "utf-8")

    assert read_index(tmp_path, paths) == {"acme/b": ("b",)}
