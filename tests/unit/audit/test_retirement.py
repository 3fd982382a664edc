import datetime as dt
from pathlib import Path

import pytest

from lightmeter.audit.audit import audit_pack
from lightmeter.diagnostic import Severity
from lightmeter.packs.load import Shelf
from tests.unit.audit.conftest import BILLING, FIELDS, AuditText, Check, found
from tests.unit.conftest import PackText, Put

BODY = FIELDS + BILLING
ENDS = "[models.video]\nretires = 2026-10-23\nsuccessor = 'next'\n"
MARKED = ENDS.replace("'next'", "«'next'»")
RULE = """
[rules.many]
severity = "warning"
when = "n > 5"
at = "n"
message = "m"
"""


@pytest.mark.parametrize(
    "models",
    (
        f"{ENDS}[models.next]",
        "[models.video]\nretires = 2026-10-23",
        # Gone, but not for long: requests may still name it.
        "[models.video]\nretires = 2025-06-01",
        # The successor goes too, but later.
        f"{ENDS}[models.next]\nretires = 2026-10-24",
    ),
)
def test_ends_in_which_all_is_well(has_flaw: Check, models: str) -> None:
    has_flaw("", BODY, models=models)


@pytest.mark.parametrize(
    ("rule", "models"),
    (
        ("successor-unknown", "[models.video]\nretires = 2026-10-23\nsuccessor = «'other'»"),
        # 1 June 2025 is a year ago, the day before is longer.
        ("retired-long-ago", "[models.video]\nretires = «2025-05-31»"),
        (
            "successor-retired",
            f"{MARKED}[models.next]\nretires = 2026-10-23",
        ),
        # Both are gone by now.
        (
            "successor-retired",
            f"{MARKED.replace('2026-10-23', '2026-01-01')}[models.next]\nretires = 2026-06-01",
        ),
    ),
)
def test_ends_with_a_flaw(has_flaw: Check, rule: str, models: str) -> None:
    has_flaw(rule, BODY, models=models)


def test_what_helps_nobody_is_a_warning_and_the_rest_are_notes(audit: AuditText) -> None:
    flaws = audit(
        BODY,
        models=(
            "[models.video]\nretires = 2020-01-01\nsuccessor = 'video-2'\n"
            "[models.video-2]\nretires = 2021-01-01\nsuccessor = 'video-3'\n"
        ),
    ).flaws

    assert [(it.rule, it.severity, it.message) for it in flaws] == [
        (
            "retired-long-ago",
            Severity.INFO,
            (
                "video was retired on 2020-01-01, more than a year ago; once no request names it"
                " any more, take it out"
            ),
        ),
        (
            "successor-retired",
            Severity.WARNING,
            "video-2 retires on 2021-01-01 itself; name a model that is left by then",
        ),
        (
            "retired-long-ago",
            Severity.INFO,
            (
                "video-2 was retired on 2021-01-01, more than a year ago; once no request names it"
                " any more, take it out"
            ),
        ),
        (
            "successor-unknown",
            Severity.INFO,
            (
                "video-3 is in no pack of acme: whoever moves to it is not checked; write its pack,"
                " or see that this is how the provider spells it"
            ),
        ),
    ]


def test_a_successor_may_stand_in_another_pack_of_the_provider(
    put: Put, pack_text: PackText, tmp_path: Path
) -> None:
    """One of another provider is not meant, though it is called the same."""
    ends = "[models.video]\nretires = 2026-10-23\nsuccessor = 'next'"
    put("acme/video", pack_text(BODY, models=ends))
    put("other/next", pack_text(BODY, pack="other/next", models="[models.next]"))

    def flaws() -> list[str]:
        shelf = Shelf([tmp_path])
        return [it.rule for it in audit_pack(shelf, "acme/video", dt.date(2026, 6, 1)).flaws]

    assert flaws() == ["successor-unknown"]
    put("acme/next", pack_text(BODY, pack="acme/next", models="[models.next]"))
    assert flaws() == []


def test_an_heir_is_not_told_of_what_it_inherits(
    put: Put, pack_text: PackText, tmp_path: Path
) -> None:
    ends = "[models.video]\nretires = 2020-10-23\nsuccessor = 'next'"
    heir = pack_text(
        RULE, pack="acme/heir", top='source = "docs"\nextends = "acme/video"', models=""
    )
    put("acme/video", pack_text(BODY, models=ends))
    put("acme/heir", heir)

    audited = audit_pack(Shelf([tmp_path]), "acme/heir", dt.date(2026, 6, 1))
    assert [found(it) for it in audited.flaws] == []
