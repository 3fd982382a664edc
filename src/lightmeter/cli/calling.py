"""Files that are called requests: whoever writes one wants it to hold some."""

from pathlib import Path

from lightmeter.settings.disk import is_there

__all__ = ["is_called_request"]

# Before the suffix: shots.req.toml.
_REQUEST = ".req"
_DIRECTORY = "requests"
# A package of code may be called requests as well.
_OF_CODE = ("__init__.py", "package.json", "pyproject.toml", "Cargo.toml", "go.mod")
# What clients of other services, and editors, keep beside requests.
_OF_OTHERS = frozenset(("bruno.json", "http-client.env.json", "http-client.private.env.json"))
_KINDS_OF_OTHERS = frozenset((".schema", ".postman_collection", ".postman_environment"))


def is_called_request(path: Path, root: Path) -> bool:
    """
    Whether a file is called `shots.req.toml`, or lies below a directory `requests`.

    Args:
        path: Of the file, absolute.
        root: A directory above it; what stands further up does not count, for a whole project may
            be called requests, too.
    """
    kinds = [it.lower() for it in path.suffixes[:-1]]
    if kinds[-1:] == [_REQUEST]:
        return True
    if path.name.startswith(".") or path.name in _OF_OTHERS:
        return False
    if not _KINDS_OF_OTHERS.isdisjoint(kinds):
        return False
    above = path.relative_to(root).parts[:-1]
    return any(
        name == _DIRECTORY and not _is_code(root.joinpath(*above[: number + 1]))
        for number, name in enumerate(above)
    )


def _is_code(directory: Path) -> bool:
    return any(is_there(directory / it) for it in _OF_CODE)
