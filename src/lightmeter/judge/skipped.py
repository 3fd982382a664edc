"""Which members silenced which rules."""

from lightmeter.judge.verdict import Verdict
from lightmeter.packs.program import Program

__all__ = ["skipped_because"]


def skipped_because(
    program: Program | None, verdict: Verdict | None
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """
    Group the rules that a verdict has skipped by the rejected members that they read.

    Args:
        program: That judged; None where nothing did.
        verdict: Its outcome.

    Returns:
        Names of members and ids of rules, both sorted, in the order of the members.
    """
    if program is None or verdict is None or not verdict.skipped:
        return []
    reads = {rule.check: rule.reads for rule in program.rules}
    groups: dict[tuple[str, ...], set[str]] = {}
    for check in verdict.skipped:
        mask = reads.get(check, 0) & verdict.rejected
        members = {path[0] for path, member in program.inputs.items() if member.bit & mask}
        groups.setdefault(tuple(sorted(members)), set()).add(program.checks[check].rule)
    return sorted((members, tuple(sorted(rules))) for members, rules in groups.items())
