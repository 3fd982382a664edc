"""The documents that a program's demands and rates stand on."""

from functools import lru_cache

from lightmeter.diagnostic import Citation
from lightmeter.packs.program import Program

__all__ = ["citations_of"]


@lru_cache(maxsize=256)
def citations_of(program: Program) -> frozenset[tuple[str, Citation]]:
    """Give what a program cites, each with the pack that names it, which tells no two apart."""
    cited = [check.citation for check in program.checks]
    for line in program.lines:
        cited += line.citation, line.usd_citation
    return frozenset((it.owner, it) for it in cited if it is not None)
