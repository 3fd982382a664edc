"""One trial: something is damaged, and a command is to read it."""

from random import Random

import attrs

from tests.fuzz.damage import damage_bytes
from tests.fuzz.lines import draw_line
from tests.fuzz.rewriting import damage_data
from tests.fuzz.seeds import draw_seed, texts

__all__ = ["Outcome", "Trial", "draw_trial"]


@attrs.frozen
class Trial:
    """
    Something damaged, and a command that comes upon it.

    Attributes:
        seed: Of the campaign.
        number: In the campaign.
        kind: Of what was damaged.
        name: Of its file.
        data: Its bytes.
        line: The command line, without the command's own name.
    """

    seed: int
    number: int
    kind: str
    name: str
    data: bytes = attrs.field(repr=False)
    line: tuple[str, ...]


@attrs.frozen
class Outcome:
    """
    What came of a trial.

    Attributes:
        command: That was called.
        code: It ended with.
        flaw: Which promise was broken, or "".
        form: Format of the report on standard output that was read back, or "".
    """

    command: str
    code: int
    flaw: str = ""
    form: str = ""


def draw_trial(seed: int, number: int) -> Trial:
    """Make the trial of a number; the same seed and number give the same one."""
    random = Random(f"{seed} {number}")  # noqa: S311 - to be repeated, not to be secret
    it = draw_seed(random)
    others = [data for _, data in texts()[it.kind if it.kind in texts() else "request"]]
    # What refuses everything at the first mistake is damaged less, so that some of it passes.
    most = 8 if it.kind == "request" else 1
    data = it.data
    if random.random() < 0.5:
        rewritten = damage_data(data, it.name, random, most)
        data = data if rewritten is None else rewritten
    if data == it.data or random.random() < 0.15:
        data = damage_bytes(data, random, others, most)
    line = draw_line(random, it.kind, it.name)
    return Trial(seed, number, it.kind, it.name, data, tuple(line))
