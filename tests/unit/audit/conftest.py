"""A pack without a flaw, and the flaws of packs that differ from it a little."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, Protocol

import pytest

from lightmeter.audit.audit import Audit, audit_pack
from lightmeter.audit.flaw import Flaw
from lightmeter.packs.load import Shelf
from tests.unit.conftest import MarkedText, PackText, Put

TODAY = dt.date(2026, 6, 1)

FIELDS = """
[fields.prompt]
type = "string"
required = true
[fields.n]
type = "integer"
minimum = 1
maximum = 9
default = 1
[fields.tier]
type = "string"
enum = ["1K", "2K"]
default = "1K"
"""
BILLING = """
[[billing]]
item = "video"
unit = "video"
quantity = "n"
currency = "USD"
rate = "0.5"
"""


class Found(NamedTuple):
    """A flaw as the tests compare it: its rule, and where it is shown."""

    rule: str
    line: int | None
    column: int | None


def found(flaw: Flaw) -> Found:
    span = flaw.span
    if span is None:
        return Found(flaw.rule, None, None)
    return Found(flaw.rule, span.start.line, span.start.column)


class AuditText(Protocol):
    """Audit the text of a pack; « and » are taken out first."""

    def __call__(
        self, body: str = "", *, top: str = 'source = "docs"', models: str = "[models.video]"
    ) -> Audit:
        """Audit it."""


Check = Callable[..., None]


@pytest.fixture
def audit(pack_text: PackText, put: Put, tmp_path: Path) -> AuditText:
    """Audit a pack alone on its shelf."""

    def run(
        body: str = FIELDS + BILLING,
        *,
        top: str = 'source = "docs"',
        models: str = "[models.video]",
    ) -> Audit:
        put("acme/video", pack_text(body, top=top, models=models))
        return audit_pack(Shelf([tmp_path]), "acme/video", TODAY)

    return run


@pytest.fixture
def has_flaw(marked: MarkedText, pack_text: PackText, put: Put, tmp_path: Path) -> Check:
    """
    A pack has exactly one flaw, at the mark; or none, where nothing is marked.

    What is named as `beside` may be found too.
    """

    def run(
        rule: str,
        body: str,
        *,
        top: str = 'source = "docs"',
        models: str = "[models.video]",
        beside: tuple[str, ...] = (),
    ) -> None:
        text = pack_text(body, top=top, models=models)
        expected: list[Found] = []
        if "«" in text:
            mark = marked(text)
            text, expected = mark.text, [Found(rule, mark.line, mark.column)]
        put("acme/video", text)
        flaws = map(found, audit_pack(Shelf([tmp_path]), "acme/video", TODAY).flaws)
        assert [it for it in flaws if it.rule not in beside] == expected

    return run
