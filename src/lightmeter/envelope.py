"""lightmeter's own members of request files and batches, structured."""

from collections.abc import Mapping
from typing import Any

import attrs

from lightmeter.structure import make_structurer

__all__ = ["check_batch", "structure_envelope"]


@attrs.frozen
class _Envelope:
    """
    lightmeter's own members of a request file.

    Attributes:
        schema: `$schema`, by which an editor finds the schema of the file; of no account here.
    """

    provider: str = ""
    id: str | int = ""
    headers: Mapping[str, Any] | None = None
    schema: str = ""


@attrs.frozen
class _Batch:
    """
    A file of several requests.

    Attributes:
        schema: As in a request file.
    """

    provider: str = ""
    defaults: Mapping[str, Any] = attrs.field(factory=dict)
    requests: list[Mapping[str, Any]] = attrs.field(factory=list)
    schema: str = ""


_structure = make_structurer(_Envelope, _Batch, renamed={"schema": "$schema"})


def structure_envelope(own: Mapping[str, Any]) -> Mapping[str, Any]:
    """
    Structure the members of a request file.

    Raises:
        StructureError: If they do not fit.
    """
    return attrs.asdict(_structure(own, _Envelope), recurse=False)


def check_batch(value: Mapping[str, Any]) -> None:
    """
    See that the members of a batch fit.

    Raises:
        StructureError: If they do not.
    """
    _structure(value, _Batch)
