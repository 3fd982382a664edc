"""Which members silenced which rules."""

from lightmeter.result import Report

__all__ = ["skipped_because"]


def skipped_because(report: Report) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """
    Group a report's skipped rules by the rejected members that they read.

    Returns:
        Names of members and ids of rules, both sorted, in the order of the members.
    """
    program, verdict = report.program, report.verdict
    if program is None or verdict is None or not verdict.skipped:
        return []
    reads = {rule.check: rule.reads for rule in program.rules}
    groups: dict[tuple[str, ...], set[str]] = {}
    for check in verdict.skipped:
        mask = reads.get(check, 0) & verdict.rejected
        members = {path[0] for path, member in program.inputs.items() if member.bit & mask}
        groups.setdefault(tuple(sorted(members)), set()).add(program.checks[check].rule)
    return sorted((members, tuple(sorted(rules))) for members, rules in groups.items())
