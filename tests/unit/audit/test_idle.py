import pytest

from lightmeter.diagnostic import Severity
from tests.unit.audit.conftest import BILLING, FIELDS, AuditText, Check, found
from tests.unit.conftest import PackText, Put

EXAMPLE = "[[examples]]\nname = 'x'\ninput = { prompt = 'x' }\n"


@pytest.mark.parametrize("body", (BILLING, EXAMPLE))
def test_a_pack_for_requests_names_its_models(audit: AuditText, body: str) -> None:
    (flaw,) = audit(FIELDS + body, models="").flaws

    assert found(flaw) == ("no-models", 2, 6)
    assert flaw.severity is Severity.WARNING
    assert "no request will ever be held against this pack" in flaw.message


@pytest.mark.parametrize("body", ("", FIELDS, "[request]\ninput = '/input'\n"))
def test_a_pack_for_others_to_extend_needs_none(has_flaw: Check, body: str) -> None:
    has_flaw("", body, models="")


def test_what_another_pack_extends_is_held_against_its_requests(
    audit: AuditText, put: Put, pack_text: PackText
) -> None:
    put("acme/heir", pack_text(pack="acme/heir", top='source = "docs"\nextends = "acme/video"'))
    put("acme/torn", "format = ")

    assert audit(FIELDS + BILLING, models="").flaws == ()
