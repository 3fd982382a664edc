import pytest

from tests.unit.audit.conftest import BILLING, FIELDS, AuditText, Check, found

FREE = BILLING.replace('"0.5"', "0")
WAIVED = "[[models.%s.billing]]\nitem = 'video'\nwaived.rate-zero = 'a free preview'\n"


def test_a_pack_that_bills_nothing(has_flaw: Check) -> None:
    has_flaw("", FIELDS + BILLING)
    has_flaw("", FIELDS, models="")


def test_a_pack_that_bills_nothing_is_shown_at_its_id(audit: AuditText) -> None:
    (flaw,) = audit(FIELDS).flaws

    assert found(flaw) == ("nothing-billed", 2, 6)
    assert "add [[billing]]" in flaw.message


def test_one_model_that_bills_is_enough(has_flaw: Check) -> None:
    line = "\n".join(BILLING.splitlines()[2:])
    models = f"[models.free]\n[models.video]\n[[models.video.billing]]\n{line}\n"

    has_flaw("", FIELDS, models=models)


def test_a_kind_of_flaw_is_told_once_an_item(audit: AuditText) -> None:
    models = "[models.video]\n[models.fast]"

    assert [it.rule for it in audit(FIELDS + FREE, models=models).flaws] == ["rate-zero"]
    other = FREE.replace('"video"', '"sound"')
    flaws = audit(FIELDS + FREE + other, models=models).flaws
    assert [it.rule for it in flaws] == ["rate-zero", "rate-zero"]


@pytest.mark.parametrize("order", (("video", "fast"), ("fast", "video")))
def test_what_one_model_waives_another_has_to_keep(has_flaw: Check, order: tuple[str, str]) -> None:
    models = "".join(f"[models.{it}]\n" for it in order) + WAIVED % "fast"
    body = FIELDS + FREE.replace("rate = 0", "rate = «0»")

    has_flaw("rate-zero", body, models=models)
    has_flaw("", FIELDS + FREE, models=models + WAIVED % "video")


@pytest.mark.parametrize("rule", ("rate-zero", "rate-falls", "no-such-flaw"))
def test_a_waiver_of_what_nothing_breaks(has_flaw: Check, rule: str) -> None:
    has_flaw("waiver-unused", FIELDS + BILLING + f"waived.{rule} = «'why'»\n")


def test_a_waiver_that_one_model_needs_is_used(has_flaw: Check) -> None:
    models = "[models.video]\n[models.fast]\n[[models.fast.billing]]\nitem = 'video'\nrate = 0\n"

    has_flaw("", FIELDS + BILLING + "waived.rate-zero = 'the fast one is free'\n", models=models)


def test_an_unused_waiver_of_one_model_is_shown_where_it_stands(has_flaw: Check) -> None:
    models = "[models.video]\n[models.fast]\n" + (WAIVED % "fast").replace(
        "'a free preview'", "«'a free preview'»"
    )

    has_flaw("waiver-unused", FIELDS + BILLING, models=models)
