import pytest

from lightmeter.diagnostic import Severity
from tests.unit.audit.conftest import BILLING, FIELDS, AuditText, Check

TABLE = "[let]\nlarge = 'tier == \"2K\" and n > 1'\n[let.rates]\n1K = 1\n2K = 2\n"
RATES = FIELDS + BILLING.replace('"0.5"', '"rates[tier]"') + TABLE
TOP = 'source = "docs"\nlevers = %s'


@pytest.mark.parametrize("levers", ('["tier", "large"]', '["n", "large"]'))
def test_a_rate_reads_what_a_lever_or_its_named_value_reads(has_flaw: Check, levers: str) -> None:
    has_flaw("", RATES, top=TOP % levers)


def test_a_quantity_is_shown_without_a_lever(has_flaw: Check) -> None:
    has_flaw("", FIELDS + BILLING, top=TOP % '["tier"]')


def test_a_pack_without_levers_shows_none(has_flaw: Check) -> None:
    has_flaw("", RATES, beside=("name-unused",))


def test_a_rate_that_reads_what_no_lever_shows(audit: AuditText, has_flaw: Check) -> None:
    body = RATES.replace('"rates[tier]"', '«"rates[tier]"»')
    has_flaw("lever-missing", body, top=TOP % '["n"]', beside=("name-unused",))

    flaws = audit(RATES, top=TOP % '["n"]').flaws
    (flaw,) = (it for it in flaws if it.rule == "lever-missing")
    assert flaw.severity is Severity.WARNING
    assert flaw.message == (
        "the rate of video depends on tier, which none of the levers shows; add tier to levers, or"
        " a named value that reads the same"
    )


def test_a_condition_of_a_rate_counts_as_well(has_flaw: Check) -> None:
    cases = """«[{ when = 'n > 5', then = "1" }, { then = "2" }]»"""

    has_flaw("lever-missing", FIELDS + BILLING.replace('"0.5"', cases), top=TOP % '["tier"]')


def test_it_can_be_waived(has_flaw: Check) -> None:
    waived = "waived.lever-missing = 'tier is shown as the quantity'\n"
    body = FIELDS + BILLING.replace('"0.5"', '"rates[tier]"') + waived + TABLE

    has_flaw("", body, top=TOP % '["n"]', beside=("name-unused",))
