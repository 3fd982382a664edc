"""Texts that only say where a key is to be put."""

from lightmeter.patterns import late
from lightmeter.secrets.shapes import has_shape, is_made_up

__all__ = ["is_placeholder"]

# ${KEY}, $KEY, {{ key }}, <key>, {key}, %KEY%, $(command), env:KEY. Nothing but a name stands
# between brackets, and no bracket inside brackets, so that a text is read once.
_VARIABLE = late(
    r"\$\{[^{}$]{1,80}\}|\$\([^()$]{1,200}\)|\$[A-Za-z_]\w*|\{\{[^{}]{1,80}\}\}|<[^<>]{1,80}>"
    r"|\{[^{}$]{1,80}\}|%[A-Za-z_]\w*%|\benv[:.]\w+"
)
# Each of those has one of these in it.
_SIGNS = ("$", "{", "<", "%", "env")
# The most common way to write one. No shape of a key fits between these brackets.
_COMMON = late(r"(?:Bearer )?\$\{[A-Z_]{1,19}\}")
_SCHEME = late(r"(?i)\A(?:bearer|basic|token|key)(?:\s+|\Z)")
_SCHEME_LETTERS = "bBtTkK"
_LONGEST = 400
_SHORTEST_KEY = 16


def is_placeholder(text: str) -> bool:
    """Whether a header's value only says where the key is to be put."""
    if _COMMON.fullmatch(text):
        return True
    rest = text.strip()
    # Letters of other scripts may stand for ours where case does not count.
    if rest[:1] in _SCHEME_LETTERS or not rest.isascii():
        rest = _SCHEME.sub("", rest, count=1)
    if not rest:
        return True
    if len(rest) > _LONGEST or has_shape(rest):
        return False
    if _may_have_variable(rest) and _VARIABLE.search(rest):
        # Around the variable only a prefix may stand, nothing that could itself be a key.
        return len(_VARIABLE.sub("", rest).strip()) < _SHORTEST_KEY
    return is_made_up(rest)


def _may_have_variable(text: str) -> bool:
    """Whether a text is worth looking through; most are not."""
    for sign in _SIGNS:  # noqa: SIM110 - any() is a call, and a generator for each header
        if sign in text:
            return True
    return False
