import pytest

from lightmeter.diagnostic import Severity
from tests.unit.audit.conftest import BILLING, FIELDS, AuditText, Check


def billing(currency: str) -> str:
    return BILLING.replace('"USD"', f'"{currency}"')


@pytest.mark.parametrize("currency", ("USD", "EUR", "XYZ"))
def test_a_code_is_a_currency(has_flaw: Check, currency: str) -> None:
    has_flaw("", FIELDS + billing(currency))


@pytest.mark.parametrize("currency", ("credits", "usd"))
def test_what_the_pack_gives_a_value_is_one(has_flaw: Check, currency: str) -> None:
    has_flaw("", FIELDS + billing(currency) + f"[currencies.{currency}]\nusd = '0.5'\n")


@pytest.mark.parametrize(
    ("currency", "meant"), (("usd", "USD"), ("Usd", "USD"), ("$", "USD"), ("Euro", "EUR"))
)
def test_a_code_that_is_misspelt_is_an_error(
    audit: AuditText, has_flaw: Check, currency: str, meant: str
) -> None:
    body = FIELDS + BILLING.replace('"USD"', f'«"{currency}"»')

    has_flaw("currency-odd", body)
    (flaw,) = audit(FIELDS + billing(currency)).flaws
    assert flaw.severity is Severity.ERROR
    assert flaw.message == f"{currency} is no currency; did you mean {meant}?"


def test_a_provider_s_own_has_a_value_somewhere(audit: AuditText) -> None:
    (flaw,) = audit(FIELDS + billing("credits")).flaws

    assert (flaw.rule, flaw.severity) == ("currency-odd", Severity.WARNING)
    assert "the value of credits in US dollars is not known" in flaw.message


def test_a_reason_for_its_having_none_is_accepted(has_flaw: Check) -> None:
    waived = 'waived.currency-odd = "the page sells no credits"\n'

    has_flaw("", FIELDS + billing("credits") + waived)
