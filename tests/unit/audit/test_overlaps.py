import pytest

from tests.unit.audit.conftest import BILLING, FIELDS, AuditText, Check

SEED = "[fields.seed]\ntype = 'integer'\n"


@pytest.mark.parametrize(
    "cases",
    (
        "[{ when = 'n > 5', then = '2' }, { when = «'n > 3'», then = '1' }, { then = '3' }]",
        (
            "[{ when = 'n > 5', then = '2' }, { when = 'n < 3', then = '4' },"
            " { when = «'tier == \"2K\"'», then = '1' }, { then = '3' }]"
        ),
        # A condition may rest on the ones above it.
        (
            "[{ when = 'not has(seed)', then = '1' }, { when = 'seed > 5', then = '1' },"
            " { when = «'seed > 9'», then = '2' }, { then = '3' }]"
        ),
        (
            "[{ when = 'n > 5', minimum = '1', maximum = '2' }, { when = «'n > 3'», then = '1' },"
            " { then = '3' }]"
        ),
    ),
)
def test_two_cases_that_hold_and_differ(has_flaw: Check, cases: str) -> None:
    body = FIELDS + SEED + BILLING
    beside = ("dead-case", "rate-falls", "range-left-open")
    has_flaw("cases-overlap", body.replace('"0.5"', cases), beside=beside)
    if "minimum" not in cases:
        has_flaw("cases-overlap", body.replace('"n"', cases), beside=beside)


@pytest.mark.parametrize(
    "cases",
    (
        "[{ when = 'n > 5', then = '2' }, { when = 'n < 5', then = '1' }, { then = '3' }]",
        # They hold together and say the same.
        "[{ when = 'n > 5', then = '1' }, { when = 'n > 3', then = '1' }, { then = '3' }]",
        "[{ when = 'n > 5', then = '1' }, { then = '3' }]",
        "[{ when = 'n > 6', then = 'n' }, { when = 'n == 5', then = 'n' }, { then = '3' }]",
        (
            "[{ when = 'not has(seed)', then = '1' }, { when = 'seed > 5', then = '2' },"
            " { then = '3' }]"
        ),
        "1",
    ),
)
def test_cases_of_which_one_holds_at_a_time(has_flaw: Check, cases: str) -> None:
    has_flaw("", (FIELDS + SEED + BILLING).replace('"0.5"', cases))


def test_the_request_and_both_amounts_are_shown(audit: AuditText) -> None:
    cases = "[{ when = 'n > 8', then = '2.50' }, { when = 'n > 3', then = '1' }, { then = '3' }]"
    (flaw,) = audit(FIELDS + BILLING.replace('"0.5"', cases)).flaws

    assert flaw.message == (
        "cases 1 and 2 of the rate of video both hold for one request, and give 2.5 and 1; narrow"
        " one of them, so that the order of the cases does not decide on the price"
    )
    assert flaw.notes == ('for example { model = "video", input = { prompt = "x", n = 9 } }',)


def test_an_overlap_that_the_rules_refuse_is_none(has_flaw: Check) -> None:
    cases = "[{ when = 'n > 8', then = '2' }, { when = 'n > 3', then = '1' }, { then = '3' }]"
    rule = "[rules.few]\nwhen = 'n > 8'\nat = 'n'\nmessage = 'm'\n"

    has_flaw(
        "case-not-reached",
        rule + FIELDS + BILLING.replace('"0.5"', cases.replace("'n > 8'", "«'n > 8'»")),
    )


def test_an_overlap_is_waived(has_flaw: Check) -> None:
    cases = "[{ when = 'n > 8', then = '2' }, { when = 'n > 3', then = '1' }, { then = '3' }]"
    body = FIELDS + BILLING.replace('"0.5"', cases)

    has_flaw("", body + "waived = { cases-overlap = 'the page lists them in this order' }")
