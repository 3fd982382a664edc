"""What is damaged: requests, settings, baselines and packs that are right as they stand."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random

import attrs

from lightmeter.settings.key import Key
from lightmeter.settings.keys import KEYS
from lightmeter.silence.baseline import BASELINE_FILE

__all__ = ["KINDS", "Seed", "draw_seed", "project", "texts"]

_ROOT = Path(__file__).resolve().parents[2]
KINDS: Mapping[str, int] = {"request": 10, "settings": 5, "pack": 3, "overlay": 1, "baseline": 1}
"""What can be damaged, and how often each is chosen."""

# What examples do not show: comments that silence, headers, keys, every way to write a table.
_REQUESTS: Mapping[str, str] = {
    "comments.toml": """\
# lightmeter: ignore-file[blank] -- drafts
provider = "vidgo"
model = "gpt-image-2"
[input] # lightmeter: ignore[enum, billed-as-2k] -- as ordered until=2030-01-01
prompt = \"\"\"
Two lines,
"quoted" and é🦊\"\"\"
resolution = "4K"
# lightmeter: ignore[n] until=2020-01-01
n = 2.0
quality = 'hihg'
""",
    "ways.toml": """\
provider = "vidgo"
defaults.model = "gpt-image-2"
defaults.input = { quality = "high", "size" = '16:9' }
[[requests]]
id = "a"
input.prompt = "A dotted key"
input."resolution" = "2K"
[[requests]]
id = "b"
[requests.input]
prompt = '''
Literal'''
image_urls = [ # of TOML 1.1
  "https://example.com/a.png",
  "https://example.com/a.png",
]
""",
    "slips.toml": """\
provider = "vidgo"
model = "gpt-image-2"
headers = { Authorization = "Bearer ${KEY}" }
[input]
prompt = "x"
Quality = "High" # kept
resolution = "4k"
size = "16x9"
n = 1.0
""",
    "slips.jsonl": """\
{"provider": "vidgo", "model": "seedream-5.0-lite", "input": {"prompt": "x", "size": "2304X1728"}}
{"provider": "poyo", "model": "seedream-5.0-lite", "input": {"prompt": "x", "size": "16x9"}}
{"provider": "poyo", "model": "seedream-5.0-lite", "input": {"prompt": "x", "n": 3.0}}
""",
    "headers.json": """\
{"requests": [
  {"provider": "mindvideo", "id": "a", "headers": {"Idempotency-Key": "k"},
   "model": "doubao-seedream-5-0-lite", "input": {"prompt": "\\ud83e\\udd8a", "n": 1}},
  {"provider": "mindvideo", "id": "a", "headers": {"Idempotency-Key": "k",
   "Authorization": "Bearer sk-0123456789abcdef0123456789abcdef"},
   "model": "doubao-seedream-5-0-lite", "input": {"prompt": "b", "resolution": "8k"}}
]}
""",
    "lines.jsonl": """\
{"provider": "vidgo", "model": "seedance-2", "input": {"prompt": "x", "duration": 5}}

{"provider": "poyo", "model": "seedream-5.0-lite", "input": {"prompt": "x", "Size": "2K"}}\r
{"provider": "vidgo", "model": "gpt-image-2", "input": {"prompt": "x", "n": 11}}
""",
}


@attrs.frozen
class Seed:
    """
    A text that is about to be damaged.

    Attributes:
        kind: One of `KINDS`.
        name: Of its file in the project.
        data: Its bytes.
    """

    kind: str
    name: str
    data: bytes = attrs.field(repr=False)


def draw_seed(random: Random) -> Seed:
    """Choose one text, of one kind."""
    kind = random.choices(list(KINDS), list(KINDS.values()))[0]
    if kind == "settings":
        name = random.choice(("lightmeter.toml", ".lightmeter.toml", "pyproject.toml"))
        return Seed(kind, name, _settings(random, name))
    if kind == "baseline":
        return Seed(kind, BASELINE_FILE, _BASELINE)
    name, data = random.choice(texts()[kind])
    return Seed(kind, name, data)


@cache
def texts() -> Mapping[str, Sequence[tuple[str, bytes]]]:
    """Name and bytes of every text that comes from a file, by kind."""
    examples = _ROOT / "examples"
    found = {
        "request": [
            *((name, text.encode()) for name, text in _REQUESTS.items()),
            *_read(examples, "*.toml", "*.json", "*.jsonl", "packs/*.json"),
        ],
        "pack": [
            *(
                (f"packs/{it.parent.name}/{it.name}", _head(it))
                for it in sorted(_ROOT.glob("rules/*/*.toml"))
            ),
            *_packs("packs/acme", _ROOT / "tests" / "property" / "packs" / "acme"),
        ],
        "overlay": [
            (name, data)
            for name, data in _packs("house", examples / "packs")
            if b"\namends" in data
        ],
    }
    assert all(len(them) > 1 for them in found.values())
    return found


def project() -> dict[str, bytes]:
    """Files that stand beside what is damaged, by their names: a project with something of all."""
    overlay = (_ROOT / "examples" / "packs" / "negotiated-rate.toml").read_bytes()
    flat = (_ROOT / "tests" / "property" / "packs" / "acme" / "flat.toml").read_bytes()
    return {
        "good.toml": _REQUESTS["ways.toml"].encode(),
        "good.jsonl": _REQUESTS["lines.jsonl"].encode(),
        "house/rates.toml": overlay,
        "house/still.toml": flat,
        "packs/acme/flat.toml": flat,
        "../lightmeter.toml": b'fail-on = "warning"\n',
    }


def _read(directory: Path, *patterns: str) -> list[tuple[str, bytes]]:
    paths = sorted(path for pattern in patterns for path in directory.glob(pattern))
    return [(path.name, path.read_bytes()) for path in paths]


def _packs(where: str, directory: Path) -> list[tuple[str, bytes]]:
    return [(f"{where}/{name}", data) for name, data in _read(directory, "*.toml")]


def _head(path: Path) -> bytes:
    """A pack without its examples, which are most of it and are read by two commands only."""
    return path.read_bytes().partition(b"\n[[examples]]\n")[0]


def _settings(random: Random, name: str) -> bytes:
    """Settings made of what the documentation shows for some of the keys."""
    chosen = random.sample(KEYS, random.randint(1, 6))
    # A header ends the pairs above it, so that sections come last.
    shown = sorted((_example(key) for key in chosen), key=lambda text: text.startswith("["))
    text = "\n".join(shown)
    if name == "pyproject.toml":
        text = text.replace("[[", "[[tool.lightmeter.").replace("\n[", "\n[tool.lightmeter.")
        text = f"[tool.lightmeter]\n{text}".replace("[tool.lightmeter.[", "[[")
    return f"{text}\n".encode()


def _example(key: Key) -> str:
    # No such distribution is installed.
    return key.example.replace('"acme-packs"', "")


_BASELINE = b"""\
{
  "version": 1,
  "diagnostics": [
    {"source": "good.jsonl", "rule": "vidgo/seedance-2/required", "pointer": "/input/resolution"},
    {"source": "good.jsonl", "rule": "vidgo/gpt-image-2/unsupported", "pointer": "/input/n",
     "value": "4fc82b26aecb47d2"},
    {"source": "good.toml", "rule": "vidgo/gpt-image-2/unsupported", "request": "b",
     "pointer": "/input/image_urls", "value": "e365245c416f0366"},
    {"source": "good.toml", "rule": "enum", "request": "nobody"}
  ]
}
"""
