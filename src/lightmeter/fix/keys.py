"""Keys are named anew wherever the text mentions them."""

from collections.abc import Iterator

from lightmeter.diagnostic import Edit
from lightmeter.document.document import Document
from lightmeter.document.toml_tokens import KEY_PART
from lightmeter.fix.data import ChangeError
from lightmeter.fix.layout import Part, parts_of
from lightmeter.fix.values import spell_key
from lightmeter.place import Pointer

__all__ = ["rename_key"]


def rename_key(document: Document, pointer: Pointer, name: str) -> Iterator[Edit]:
    """
    Write another name for a key: in TOML in every header and dotted key that it is a part of.

    Args:
        document: Whose text it is.
        pointer: Of the member as it is called now.
        name: That it shall have.

    Raises:
        ChangeError: If the member has no key.
    """
    text, form = document.source.text, document.source.format
    if form == "toml":
        places = [place for it in parts_of(document, pointer) if (place := _key(text, it, pointer))]
    else:
        place = document.key_slice(pointer)
        places = [] if place is None else [place]
    if not places:
        raise ChangeError("what is renamed has no key")
    for start, end in places:
        yield Edit(start, end, spell_key([name], form, text[start:end]))


def _key(text: str, part: Part, pointer: Pointer) -> tuple[int, int] | None:
    """Where a statement mentions the last key of a pointer; None where only its header does."""
    position = part.start
    while part.header and text[position] == "[":
        position += 1
    mentioned = []
    dot = "."
    while dot and (match := KEY_PART.match(text, position)):
        mentioned.append(match.span(1))
        position, dot = match.end(), match[2]
    # Both end with the same key; a header does not name the numbers of an array's tables.
    below = sum(isinstance(step, str) for step in part.pointer[len(pointer) :])
    return mentioned[-1 - below] if below < len(mentioned) else None
