"""Files of lightmeter's own that are no requests to check, known by their names."""

from pathlib import Path

from lightmeter.settings.disk import is_file
from lightmeter.settings.reading import SETTINGS_FILES
from lightmeter.silence.baseline import BASELINE_FILE

__all__ = ["is_own"]

_OWN = frozenset((*SETTINGS_FILES, BASELINE_FILE))
# Golden results lie beside their pack: they are requests, but of its tests.
_GOLDEN = ".probes.jsonl"
_PACK = ".toml"


def is_own(path: Path) -> bool:
    """Whether a file holds settings, a baseline, or golden results of the pack beside it."""
    if path.name in _OWN:
        return True
    pack = path.name.removesuffix(_GOLDEN)
    return pack not in {"", path.name} and is_file(path.with_name(f"{pack}{_PACK}"))
