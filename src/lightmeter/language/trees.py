"""
Trees that may be made later.

They are what a judge is made from. Nothing else looks at them, so that those of a shipped pack are
only made where its judge is not there yet.
"""

from typing import TYPE_CHECKING, TypeAlias

from lightmeter.language.later import Later

if TYPE_CHECKING:
    from lightmeter.language.typed import Node

__all__ = ["SomeTree", "tree_of", "trees_of"]

SomeTree: TypeAlias = "Node | Later"


def tree_of(it: SomeTree) -> "Node":
    """Give a tree that may stand for one."""
    made: Node = it() if isinstance(it, Later) else it
    return made


def trees_of(them: "tuple[SomeTree, ...]") -> "tuple[Node, ...]":
    """The same of several."""
    return tuple(map(tree_of, them))
