import pytest

from lightmeter.diagnostic import Severity
from tests.unit.audit.conftest import BILLING, FIELDS, AuditText, Check

OPEN = 'minimum = "1", maximum = "2"'


def billing(case: str, key: str = "rate") -> str:
    lines = [line for line in BILLING.splitlines() if not line.startswith(key)]
    return "\n".join([*lines, f"{key} = [{case}]", ""])


@pytest.mark.parametrize("key", ("rate", "quantity"))
@pytest.mark.parametrize("said", ("", ', field = "prompt", assume = "one or two"'))
def test_a_range_says_how_it_is_closed(
    audit: AuditText, has_flaw: Check, key: str, said: str
) -> None:
    """Who is told of a range wants to know what to write."""
    has_flaw("range-left-open", FIELDS + billing(f"«{{ {OPEN}{said} }}»", key))
    (flaw,) = audit(FIELDS + billing(f"{{ {OPEN}{said} }}", key)).flaws
    assert flaw.severity is Severity.WARNING
    assert f"the {key} of " in flaw.message


@pytest.mark.parametrize("key", ("rate", "quantity"))
def test_a_range_that_says_it_is_accepted(has_flaw: Check, key: str) -> None:
    told = f'{{ {OPEN}, field = "prompt", assume = "one or two", close = "write less" }}'

    has_flaw("", FIELDS + billing(told, key))


def test_what_is_exact_has_nothing_to_say(has_flaw: Check) -> None:
    has_flaw("", FIELDS + billing('{ then = "2" }'))
