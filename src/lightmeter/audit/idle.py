"""Packs that no request is ever held against."""

from collections.abc import Iterator

from lightmeter.audit.flaw import Flaw
from lightmeter.audit.subject import Subject
from lightmeter.diagnostic import Severity
from lightmeter.errors import PackError
from lightmeter.packs.load import Shelf

__all__ = ["idle_pack"]


def idle_pack(shelf: Shelf, subject: Subject) -> Iterator[Flaw]:
    """
    Find out whether a pack was meant for requests and names no model.

    What has neither billing nor examples is written for others to extend.
    """
    if subject.models:
        return
    for file in subject.files:
        if (file.pack.billing or file.pack.examples) and not _is_extended(shelf, file.pack.id):
            message = (
                "no models: no request will ever be held against this pack; name its models, each"
                " under [models.NAME], or extend it in a pack that does"
            )
            yield Flaw("no-models", Severity.WARNING, message, file, ("id",))


def _is_extended(shelf: Shelf, pack: str) -> bool:
    """Whether a pack on the shelf that can be read extends this one."""
    for other in shelf.ids:
        try:
            if pack in shelf.file(other).pack.extends:
                return True
        except PackError:
            # Whoever asks for that one is told.
            continue
    return False
