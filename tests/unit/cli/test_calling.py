from pathlib import Path

import pytest

from lightmeter.cli.calling import is_called_request


@pytest.mark.parametrize(
    ("name", "called"),
    (
        ("shots.req.toml", True),
        ("SHOTS.REQ.JSON", True),
        ("a.b.req.jsonl", True),
        (".shots.req.toml", True),
        ("shots.toml", False),
        ("req.toml", False),
        (".req.toml", False),
        ("shots.req.schema.json", False),
        ("requests/a.toml", True),
        ("spring/requests/2026/a.jsonl", True),
        ("requests.toml", False),
        ("my-requests/a.toml", False),
        ("requests/a.schema.json", False),
        ("requests/a.postman_collection.json", False),
        ("requests/http-client.env.json", False),
        ("requests/.prettierrc.json", False),
        ("requests/http-client.req.json", True),
    ),
)
def test_requests_are_known_by_their_names(name: str, called: bool, tmp_path: Path) -> None:
    """By the last word before the suffix, or by a directory; not what others keep there."""
    assert is_called_request(tmp_path / name, tmp_path) == called


def test_what_the_project_is_called_does_not_count(tmp_path: Path) -> None:
    """Somebody's clone of the library requests has no request in it."""
    root = tmp_path / "requests"

    assert not is_called_request(root / "a.toml", root)
    assert is_called_request(root / "requests" / "a.toml", root)


def test_a_package_may_be_called_requests(tmp_path: Path) -> None:
    """Its data are no requests; but a directory of requests in it is one."""
    package = tmp_path / "src" / "requests"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()

    assert not is_called_request(package / "data" / "a.json", tmp_path)
    assert is_called_request(package / "data" / "requests" / "a.json", tmp_path)
