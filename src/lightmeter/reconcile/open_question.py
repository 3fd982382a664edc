"""What charges say of a question that an estimate leaves open: its lower end, or its upper one."""

from collections.abc import Iterable

import attrs

from lightmeter.reconcile.evidence import is_priced_so, is_whole
from lightmeter.reconcile.outcome import Outcome, Row

__all__ = ["OpenQuestion", "find_questions"]


@attrs.frozen
class OpenQuestion:
    """
    An assumption that makes an estimate a range, and where within it charges lie.

    Attributes:
        provider: Whose.
        model: Its id.
        assumption: What is taken for granted.
        lower: How many charges are the lower end.
        upper: How many are the upper end.
        between: How many lie between.
        estimates: How many of them are known by the provider's own estimate alone.
    """

    provider: str
    model: str
    assumption: str
    lower: int = 0
    upper: int = 0
    between: int = 0
    estimates: int = 0

    @property
    def charges(self) -> int:
        """How many charges speak."""
        return self.lower + self.upper + self.between


def find_questions(rows: Iterable[Row]) -> tuple[OpenQuestion, ...]:
    """
    Find what charges settle.

    A range with several reasons for it settles none of them, and an amount outside of it belongs to
    another question.
    """
    found: dict[tuple[str, str, str], OpenQuestion] = {}
    for row in rows:
        report = row.report
        if report is None or row.outcome is not Outcome.MATCHES or row.charged is None:
            continue
        if row.converted or not is_whole(row) or is_priced_so(row):
            continue
        estimate = report.estimate
        if estimate is None or row.minimum == row.maximum:
            continue
        # What holds for every request of the model makes no range of one.
        texts = {it.text for it in estimate.assumptions if it.close} or {
            it.text for it in estimate.assumptions
        }
        if len(texts) != 1:
            continue
        key = row.provider, report.model, texts.pop()
        known = found.get(key) or OpenQuestion(*key)
        found[key] = attrs.evolve(
            known,
            lower=known.lower + (row.charged == row.minimum),
            upper=known.upper + (row.charged == row.maximum),
            between=known.between + (row.charged not in (row.minimum, row.maximum)),
            estimates=known.estimates + row.estimated,
        )
    return tuple(found[key] for key in sorted(found))
