"""What is audited of packs on packs: each file answers for what it wrote."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lightmeter.audit.audit import Audit, audit_pack
from lightmeter.audit.subject import make_subject
from lightmeter.errors import PackError
from lightmeter.packs.load import Shelf
from tests.unit.audit.conftest import BILLING, FIELDS, TODAY, Found, found
from tests.unit.conftest import MarkedText, PackText, Put

DECLINED = BILLING.replace('rate = "0.5"', "unpriced = 'no rate is printed'")
RULE = "[rules.%s]\nwhen = 'n > %s'\nat = 'n'\nmessage = 'm'\nseverity = 'warning'\n"

AuditOverlay = Callable[..., Audit]


@pytest.fixture
def overlaid(put: Put, pack_text: PackText, tmp_path: Path) -> AuditOverlay:
    """Audit an overlay on a pack."""

    def run(overlay: str, base: str = FIELDS + BILLING) -> Audit:
        put("acme/video", pack_text(base))
        path = tmp_path / "over.txt"
        top = 'source = "docs"\namends = "acme/video"'
        path.write_text(pack_text(overlay, pack="us/over", top=top, models=""), "utf-8")
        return audit_pack(Shelf([tmp_path], [path]), "acme/video", TODAY)

    return run


def test_an_overlay_in_which_all_is_well_has_no_flaw(overlaid: AuditOverlay) -> None:
    assert overlaid("").flaws == ()
    assert overlaid("[[billing]]\nitem = 'video'\nrate = '0.3'").flaws == ()


@pytest.mark.parametrize(
    ("rule", "overlay"),
    (
        ("dead-rule", RULE.replace("'n > %s'", "«'n > 9'»") % "ours"),
        ("rule-always-fires", "[rules.«ours»]\nwhen = 'n > 0'\nat = 'n'\nmessage = 'm'\n"),
        ("rate-zero", "[[billing]]\nitem = 'video'\nrate = «0»\n"),
        ("rate-out-of-band", "[[billing]]\nitem = 'video'\nrate = «5000»\n"),
        (
            "dead-case",
            (
                "[[billing]]\nitem = 'video'\n"
                "rate = [{ when = «'n > 9'», then = '1' }, { then = '2' }]"
            ),
        ),
        (
            "dead-case",
            (
                "[let]\nours = [{ when = «'n > 9'», then = '1' }, { then = '2' }]\n"
                "[[billing]]\nitem = 'video'\nrate = 'ours'"
            ),
        ),
        ("waiver-unused", "[[billing]]\nitem = 'video'\nwaived.rate-zero = «'why'»\n"),
        ("source-unused", "[sources.«more»]\ntitle = 'a'\nread = '2026-01-02'\n"),
    ),
)
def test_a_flaw_of_an_overlay_is_shown_in_it(
    overlaid: AuditOverlay, marked: MarkedText, pack_text: PackText, rule: str, overlay: str
) -> None:
    top = 'source = "docs"\namends = "acme/video"'
    mark = marked(pack_text(overlay, pack="us/over", top=top, models=""))
    flaws = overlaid(overlay.replace("«", "").replace("»", "")).flaws

    assert {it.file.name for it in flaws} == {"over.txt"}
    assert [*map(found, flaws)] == [Found(rule, mark.line, mark.column)]


FLAWED = (
    FIELDS
    + "[let]\nidle = 'n + 1'\n"
    + RULE % ("dead", 9)
    + BILLING
    + "[sources.more]\ntitle = 'a'\n"
)


def test_a_flaw_of_what_is_amended_is_not_the_overlays(overlaid: AuditOverlay) -> None:
    assert len(overlaid("", FLAWED).flaws) == 0
    assert len(overlaid("[sources.more]\ntitle = 'a'\nread = '2026-01-02'\n", FLAWED).flaws) == 1


def test_what_an_overlay_makes_of_a_price_is_told_where_the_price_stands(
    overlaid: AuditOverlay,
) -> None:
    worth = "[currencies.credits]\nusd = '%s'\n"
    base = FIELDS + BILLING.replace("USD", "credits") + worth % "0.1"

    assert overlaid("", base).flaws == ()
    (flaw,) = overlaid(worth % "1000", base).flaws
    assert (flaw.rule, flaw.file.name) == ("rate-out-of-band", "acme/video.toml")


def test_what_an_overlay_leaves_without_purpose_is_no_flaw(overlaid: AuditOverlay) -> None:
    """It supplies the rate that was declined, and it narrows what a rule warned of."""
    base = FIELDS + DECLINED + RULE % ("few", 5)

    assert overlaid("[[billing]]\nitem = 'video'\nrate = '0.3'\n", base).flaws == ()
    assert overlaid("[fields.n]\nmaximum = 4\n", base).flaws == ()


def test_an_overlay_may_add_a_model(overlaid: AuditOverlay) -> None:
    more = (
        "[models.new]\nnew = true\nfields.n.maximum = 20\n"
        "[[models.new.billing]]\nitem = 'video'\nrate = '0.3'\n"
    ) + RULE % ("ours", 9)

    assert overlaid(more).flaws == ()


def test_the_models_of_a_subject_have_the_examples_of_the_pack(
    put: Put, pack_text: PackText, shelf: Shelf
) -> None:
    examples = (
        "[[examples]]\nname = 'a'\ninput = { prompt = 'first' }\n"
        "[[examples]]\nname = 'b'\nmodel = 'fast'\ninput = { prompt = 'second' }\n"
        "[[examples]]\nname = 'c'\nmodel = 'gone'\ninput = {}\n"
        "[[examples]]\nname = 'd'\ninput = { prompt = 'x' }\nfill = { 'prompt.x' = 3 }\n"
    )
    models = "[models.video]\n[models.fast]"
    put("acme/video", pack_text(FIELDS + BILLING + examples, models=models))

    video, fast = make_subject(shelf, "acme/video").models
    assert [it["input"]["prompt"] for it in video.examples] == ["first"]
    assert [it["input"]["prompt"] for it in fast.examples] == ["second"]
    assert video.requests[0] == {"model": "video", "input": {"prompt": "first"}}
    assert all(not video.judge(body, None).rejected for body in video.accepted)
    assert len(video.accepted) < len(video.requests)


def test_a_pack_without_models_is_proven_all_the_same(
    put: Put, pack_text: PackText, shelf: Shelf
) -> None:
    put("acme/video", pack_text("[fields.n]\ntype = 'integer'\nminLength = 1", models=""))

    with pytest.raises(PackError, match="minLength is about string"):
        make_subject(shelf, "acme/video")
