"""What keys look like, wherever they stand."""

import re
from collections.abc import Iterator

from lightmeter.patterns import late

__all__ = [
    "SHORTEST_SHAPE",
    "find_shapes",
    "find_tokens",
    "has_shape",
    "is_made_up",
    "may_have_shape",
    "may_have_token",
]

# What providers' keys begin with, and how long they are at least. A letter of another script may
# stand right before one, so words are told apart in ASCII. Where no document of the provider tells
# the shape, a public scanner's rule does, as read on 2026-11-26: trufflehog (pkg/detectors) for
# xAI, ElevenLabs and Replicate, kingfisher (data/rules) for fal and Runway.
_SHAPES = late(
    r"""(?xa)
    \b(?:
        mv_(?:live|test)_[A-Za-z0-9]{12,}               # MindVideo
      | (?P<words>sk-(?:proj-|ant-|or-)?[A-Za-z0-9_-]{20,})  # OpenAI and those who copied it
      | AIza[0-9A-Za-z_-]{35}                           # Google
      | r8_[A-Za-z0-9]{30,}                             # Replicate
      | key_[0-9a-f]{64,}                               # Runway
      | xai-[0-9A-Za-z_]{80}                            # xAI
      | sk_[0-9a-f]{48}                                 # ElevenLabs
      | (?<!Credential=)AKIA[0-9A-Z]{16}(?!%2F|/)  # Amazon; no secret in a presigned URL
      | gh[pousr]_[A-Za-z0-9]{36}                       # GitHub
      | hf_[A-Za-z0-9]{30,}                             # Hugging Face
      | xox[abp]-[0-9A-Za-z-]{20,}                      # Slack
    )
    | \bBearer\s+(?P<bearer>[A-Za-z0-9._~+/-]{16,}=*)
    | \bBasic\s+(?P<basic>[A-Za-z0-9+/]{16,}=*)
      # fal: a UUID and 32 digits say nothing by themselves, but behind its scheme or its variable.
    | \b(?:Key\s+|FAL_KEY["']?\s{0,9}[:=]\s{0,9}["']?)
      [0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}:[0-9a-f]{32}\b
      # With what follows it: of a text that is cut off there may be no more.
    | -----BEGIN\ [A-Z ]{0,40}PRIVATE\ KEY-----[^-"']{0,9999}
    """
)
# What each of them begins with, or has to have in it, by a character that is quickly looked for:
# whatever has none of these has no shape. A new shape needs a word here.
_WORDS = (
    ("_", ("mv_", "r8_", "key_", "sk_", "hf_", "FAL_KEY", *(f"gh{it}_" for it in "pousr"))),
    ("-", ("sk-", "xai-", "xox", "-----BEGIN ")),
    ("A", ("AIza", "AKIA")),
    ("B", ("Bearer", "Basic")),
    ("K", ("Key",)),
)
SHORTEST_SHAPE = 20
"""Characters of the shortest one."""
# A signed token of RFC 7519: two JSON objects and a signature, each in base64url. In a header it is
# a key; in the URL of a file it may be what lets everybody fetch that file, and is no secret.
_TOKENS = late(r"(?a)(?<![\w-])eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}")
# YOUR_API_KEY, VIDGO_API_KEY, your-token, xxxx, mv_live_xxx, ..., ***
_MADE_UP = late(
    r"(?i)(?:.*(?:\byour\b|your[-_ ]|[-_]?api[-_]?key\b|placeholder|example|redacted|changeme"
    r"|secret[-_]here|token[-_]here).*|.*xxx|[x*.\-_•…]*|(?:api[-_]?)?(?:key|token|secret))"
)
# One of these words is in it, in one case or another, or it begins with what fills a place.
_MADE_UP_WORDS = (
    *("your", "key", "token", "secret", "example", "xxx"),
    *("placeholder", "redacted", "changeme"),
)
_FILLING = "x*.-_"
_MIXED = late(r"[a-z][A-Z]+[a-z0-9]|[A-Za-z][0-9]|[0-9][A-Za-z]|[0-9]{10}")


def find_shapes(text: str) -> Iterator[tuple[int, int]]:
    """
    Find what has the shape of a key.

    Returns:
        Offsets, ends exclusive.
    """
    if len(text) < SHORTEST_SHAPE or not may_have_shape(text):
        return
    for match in _SHAPES.finditer(text):
        loose = match["bearer"] or match["basic"] or match["words"]
        if loose is None:
            if not is_made_up(match[0]):
                yield match.span()
        elif _is_mixed(loose) and not is_made_up(loose):
            yield match.span()


def find_tokens(text: str) -> Iterator[tuple[int, int]]:
    """Find signed tokens, which are keys where they stand in a header; offsets likewise."""
    return (match.span() for match in _TOKENS.finditer(text))


def has_shape(text: str) -> bool:
    """Whether something in a text has the shape of a key, be it made up."""
    return may_have_shape(text) and _SHAPES.search(text) is not None


def may_have_shape(text: str) -> bool:
    """Whether a text has in it what shapes begin with; most texts are done with this."""
    for character, words in _WORDS:
        if character in text:
            for word in words:
                if word in text:
                    return True
    return False


def may_have_token(text: str) -> bool:
    """Whether a text has in it what signed tokens begin with."""
    return "eyJ" in text


def is_made_up(token: str) -> bool:
    """Whether a token says of itself that it is none."""
    return _may_be_made_up(token) and _MADE_UP.fullmatch(token) is not None


def _may_be_made_up(token: str) -> bool:
    """Whether a token has in it what the others are known by; most are done with this."""
    if not token.isascii():
        # Letters of other scripts may stand for ours where case does not count.
        return True
    lower = token.lower()
    if lower[:1] in _FILLING:
        return True
    for word in _MADE_UP_WORDS:  # noqa: SIM110 - any() is a call, and a generator for each token
        if word in lower:
            return True
    return False


def _is_mixed(token: str) -> bool:
    """
    Whether a token is no row of words: digits or both cases are mixed into its letters.

    A year or a number between hyphens is a word of its own.
    """
    return any(_MIXED.search(part) for part in re.split(r"[-._~+/]", token))
