"""Cases of what is billed."""

import attrs

from lightmeter.language.typed import Node as Tree

__all__ = ["Branch"]


@attrs.frozen
class Branch:
    """
    One case of a billed quantity or rate.

    Attributes:
        when: None for "otherwise".
        minimum: Lower end.
        maximum: Upper end; the same tree where the value is exact.
        assumption: Index into `Program.assumptions`, or None.
        basis: How it is known, or "" for the line's own.
    """

    when: Tree | None
    minimum: Tree
    maximum: Tree
    assumption: int | None
    basis: str
