"""Whether a text has comments that are meant for lightmeter."""

from lightmeter.document.document import Document

__all__ = ["may_have_comments"]

# Every such comment has this in it, in one case or another.
_NAME = "lightmeter"


def may_have_comments(document: Document) -> bool:
    """Whether a document has to be looked through for them."""
    return document.source.format == "toml" and _NAME in document.source.text.lower()
