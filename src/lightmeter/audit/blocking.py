"""Rules that block a request although what they say is only inferred."""

from collections.abc import Iterator

from lightmeter.audit.flaw import Flaw
from lightmeter.audit.subject import Subject
from lightmeter.diagnostic import Severity

__all__ = ["blocking_rules"]


def blocking_rules(subject: Subject) -> Iterator[Flaw]:
    """Find the rules of severity error whose basis is inferred, each once; members have none."""
    told: set[str] = set()
    for model in subject.models:
        for name, rule in model.merged.pack.rules.items():
            if rule.severity is not Severity.ERROR or rule.basis != "inferred" or name in told:
                continue
            told.add(name)
            yield subject.flaw(
                "inferred-blocks",
                Severity.WARNING,
                f"{name} is an error, and its basis is inferred; what is inferred may warn, not"
                ' block: write severity = "warning", or cite what shows that it is refused',
                ("rules", name),
                model=model,
            )
