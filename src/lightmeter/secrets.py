"""What looks like a key in a text that is kept, shared and committed."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["find_in_text", "find_secrets", "is_placeholder"]

Pointer = tuple[str | int, ...]

# Headers whose whole purpose is to carry a key.
_KEY_HEADERS = frozenset(
    ("authorization", "proxy-authorization", "x-api-key", "api-key", "x-goog-api-key", "apikey")
)

# What providers' keys begin with, and how long they are at least. A letter of another script may
# stand right before one, so words are told apart in ASCII.
_SHAPES = re.compile(
    r"""(?xa)
    \b(?:
        mv_(?:live|test)_[A-Za-z0-9]{12,}               # MindVideo
      | (?P<words>sk-(?:proj-|ant-|or-)?[A-Za-z0-9_-]{20,})  # OpenAI and those who copied it
      | AIza[0-9A-Za-z_-]{35}                           # Google
      | r8_[A-Za-z0-9]{30,}                             # Replicate
      | key_[0-9a-f]{64,}                               # Runway
      | (?<!Credential=)AKIA[0-9A-Z]{16}(?!%2F|/)  # Amazon; no secret in a presigned URL
      | gh[pousr]_[A-Za-z0-9]{36}                       # GitHub
      | hf_[A-Za-z0-9]{30,}                             # Hugging Face
      | xox[abp]-[0-9A-Za-z-]{20,}                      # Slack
    )
    | \bBearer\s+(?P<bearer>[A-Za-z0-9._~+/-]{16,}=*)
    | \bBasic\s+(?P<basic>[A-Za-z0-9+/]{16,}=*)
    | -----BEGIN\ [A-Z ]*PRIVATE\ KEY-----
    """
)

# A header that carries a key, with its value, however broken the text around it is.
_KEY_MEMBERS = re.compile(
    r"(?i)(?:"
    + "|".join(sorted(_KEY_HEADERS))
    + r")[\"']?\s*[:=]\s*[\"']?(?P<value>[^\"'\n]{6,}?)(?=[\"'\n]|\s*\Z)"
)

# ${KEY}, $KEY, {{ key }}, <key>, {key}, %KEY%, $(command), env:KEY. Nothing but a name stands
# between brackets, and no bracket inside brackets, so that a text is read once.
_VARIABLE = re.compile(
    r"\$\{[^{}$]{1,80}\}|\$\([^()$]{1,200}\)|\$[A-Za-z_]\w*|\{\{[^{}]{1,80}\}\}|<[^<>]{1,80}>"
    r"|\{[^{}$]{1,80}\}|%[A-Za-z_]\w*%|\benv[:.]\w+"
)
# YOUR_API_KEY, VIDGO_API_KEY, your-token, xxxx, mv_live_xxx, ..., ***
_PLAIN_PLACEHOLDER = re.compile(
    r"(?i)(?:.*(?:\byour\b|your[-_ ]|[-_]?api[-_]?key\b|placeholder|example|redacted|changeme"
    r"|secret[-_]here|token[-_]here).*|.*x{3,}|[x*.\-_•…]*|(?:api[-_]?)?(?:key|token|secret))"
)
_MIXED = re.compile(r"[a-z][A-Z]+[a-z0-9]|[A-Za-z][0-9]|[0-9][A-Za-z]|[0-9]{10}")
_LONGEST_PLACEHOLDER = 400
_SHORTEST_KEY = 16
_SCHEME = re.compile(r"(?i)\A(?:bearer|basic|token|key)(?:\s+|\Z)")


def is_placeholder(text: str) -> bool:
    """Whether a header's value only says where the key is to be put."""
    rest = _SCHEME.sub("", text.strip(), count=1)
    if not rest:
        return True
    if len(rest) > _LONGEST_PLACEHOLDER or _SHAPES.search(rest):
        return False
    if _VARIABLE.search(rest):
        # Around the variable only a prefix may stand, nothing that could itself be a key.
        return len(_VARIABLE.sub("", rest).strip()) < _SHORTEST_KEY
    return _PLAIN_PLACEHOLDER.fullmatch(rest) is not None


def find_secrets(value: Any, headers: Mapping[str, Any] | None) -> Iterator[Pointer]:
    """
    Find what looks like a key.

    Args:
        value: The request as it is written, headers included.
        headers: Its headers, or None.

    Returns:
        Pointers of the texts that hold one, from the request's root.
    """
    for name, text in (headers or {}).items():
        if not isinstance(text, str) or is_placeholder(text) or not text.strip():
            continue
        if str(name).lower() in _KEY_HEADERS:
            yield ("headers", name)
    yield from _walk(value, ())


def find_in_text(text: str) -> Iterator[tuple[int, int]]:
    """
    Find what looks like a key in a text that cannot be read as a document.

    Returns:
        Offsets of the keys, ends exclusive.
    """
    yield from _keys(text)
    for match in _KEY_MEMBERS.finditer(text):
        if not is_placeholder(match["value"]):
            yield match.span("value")


def _walk(value: Any, pointer: Pointer) -> Iterator[Pointer]:
    pending: list[tuple[Any, Pointer]] = [(value, pointer)]
    while pending:
        here, path = pending.pop()
        if isinstance(here, str):
            if len(path) == 2 and path[0] == "headers" and str(path[1]).lower() in _KEY_HEADERS:
                continue
            if _holds_key(here):
                yield path
        elif isinstance(here, dict):
            pending += [(inner, (*path, key)) for key, inner in here.items()]
        elif isinstance(here, list):
            pending += [(inner, (*path, index)) for index, inner in enumerate(here)]


def _holds_key(text: str) -> bool:
    return next(_keys(text), None) is not None


def _keys(text: str) -> Iterator[tuple[int, int]]:
    for match in _SHAPES.finditer(text):
        loose = match["bearer"] or match["basic"] or match["words"]
        if loose is None:
            token = match[0]
            if not _PLAIN_PLACEHOLDER.fullmatch(token):
                yield match.span()
        elif _is_random(loose) and not _PLAIN_PLACEHOLDER.fullmatch(loose):
            yield match.span()


def _is_random(token: str) -> bool:
    """
    Whether a token is no row of words: digits or both cases are mixed into its letters.

    A year or a number between hyphens is a word of its own.
    """
    return any(_MIXED.search(part) for part in re.split(r"[-._~+/]", token))
