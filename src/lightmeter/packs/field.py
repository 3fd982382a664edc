"""What a pack declares of one member of a request."""

from collections.abc import Mapping
from typing import Any

import attrs

from lightmeter.data_methods import equal, hash_of, represent
from lightmeter.diagnostic import Severity

__all__ = ["Field", "Media"]


@attrs.frozen
class Media:
    """
    What a string that names a media file may look like.

    Attributes:
        data_uri: Severity of a diagnostic about a data URI, or None where they are fine.
        other: Severity where the text is no URL at all, or None.
        extensions: File-name endings the provider accepts, lower case; empty for any.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    data_uri: Severity | None = None
    other: Severity | None = None
    extensions: tuple[str, ...] = ()


@attrs.frozen
class Field:
    """
    One member of a request: JSON Schema keywords, and lightmeter's own.

    Attributes:
        type: Names of the JSON types that are accepted; empty for any.
        tolerates: Spellings of the template that are accepted and normalized:
            "upper-case", "blanks".
        unsupported: Why the member must not be sent, or None.
        recommended: Why it should be sent, or None.
        deprecated: Why it should not be sent any more, or None.
        blank: Why a text of blanks is of no use, or None.
        webhook: The provider calls this URL, so it must be public.
        fill: Condition under which the default is written into the normalized payload; None for
            always.
        scheme: How a header's credentials begin, such as "Bearer", or "".
        idempotency: The header keeps a retry from being charged twice, so its value names one
            request and no other.
        source: Citation key, "document#section".
        basis: "documented", "observed" or "inferred".
        inferred: Keywords of the field, spelt as packs spell them, that are inferred, whatever
            the others stand on.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    type: tuple[str, ...] = ()
    required: bool = False
    enum: tuple[Any, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    multiple_of: int | None = None
    min_length: int | None = None
    max_length: int | None = None
    min_items: int | None = None
    max_items: int | None = None
    items: "Field | None" = None
    properties: "Mapping[str, Field]" = attrs.field(factory=dict)
    additional_properties: bool | None = None
    default: Any = None
    format: str = ""
    template: str = ""
    tolerates: tuple[str, ...] = ()
    unsupported: str | None = None
    recommended: str | None = None
    deprecated: str | None = None
    blank: str | None = None
    media: Media | None = None
    webhook: bool = False
    fill: str | None = None
    scheme: str = ""
    idempotency: bool = False
    source: str = ""
    basis: str = "documented"
    inferred: tuple[str, ...] = ()
