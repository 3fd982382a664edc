import pytest

from lightmeter.audit.audit import audit_pack
from lightmeter.errors import PackError
from lightmeter.packs.load import Shelf
from tests.unit.audit.conftest import BILLING, FIELDS, TODAY, AuditText, found
from tests.unit.conftest import PackText, Put


def test_a_pack_in_which_all_is_well_has_no_flaw(audit: AuditText) -> None:
    assert audit().flaws == ()


def test_what_there_was_to_prove_is_counted(audit: AuditText) -> None:
    rule = "[rules.few]\nwhen = 'n > 5'\nat = 'n'\nmessage = 'm'\nseverity = 'warning'\n"
    rate = BILLING.replace('"0.5"', "[{ when = 'tier == \"1K\"', then = '0.5' }]\nunpriced = 'why'")
    it = audit(FIELDS + rate + rule, top='source = "docs"\nlevers = ["tier"]')

    assert (it.rules, it.priced, it.unpriced) == (1, 1, 1)


def test_a_pack_without_models_has_nothing_to_prove(audit: AuditText) -> None:
    it = audit(FIELDS, models="")

    assert (it.flaws, it.rules, it.priced, it.unpriced) == ((), 0, 0, 0)


def test_flaws_come_in_the_order_of_their_places(audit: AuditText) -> None:
    rules = "".join(
        f"[rules.{name}]\nwhen = 'n > 9'\nat = 'n'\nmessage = 'm'\n" for name in ("z", "a")
    )
    flaws = audit(FIELDS + rules + BILLING.replace("0.5", "0"), top='source = "docs"').flaws

    assert [it.rule for it in flaws] == ["dead-rule", "dead-rule", "rate-zero"]
    assert flaws[0].pointer == ("rules", "z", "when")
    assert [it.line for it in map(found, flaws)] == sorted(it.line or 0 for it in map(found, flaws))


def test_a_pack_that_does_not_load_says_why(audit: AuditText) -> None:
    with pytest.raises(PackError, match="minLength is about string"):
        audit("[fields.n]\ntype = 'integer'\nminLength = 1")


def test_a_pack_that_is_not_there_says_so() -> None:
    with pytest.raises(PackError, match="there is no pack acme/video"):
        audit_pack(Shelf(), "acme/video", TODAY)


def test_a_pack_whose_parent_is_broken_says_where(
    audit: AuditText, put: Put, pack_text: PackText
) -> None:
    put("acme/family", pack_text("[fields.n]\ntype = 'integr'", pack="acme/family", models=""))

    with pytest.raises(PackError, match="integr") as caught:
        audit(FIELDS, top='source = "docs"\nextends = "acme/family"')
    assert caught.value.name == "acme/family.toml"


def test_what_one_model_declines_is_declined(audit: AuditText) -> None:
    """Two models with the same levers share no price."""
    models = (
        "[models.video]\n[models.fast]\n[[models.fast.billing]]\nitem = 'video'\n"
        "rate = [{ when = 'n > 5', then = '0.5' }]\nunpriced = 'nobody says'\n"
    )

    it = audit(FIELDS + BILLING, top='source = "docs"\nlevers = ["tier"]', models=models)

    assert (it.priced, it.unpriced) == (2, 2)
