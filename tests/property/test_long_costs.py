"""A promise about long texts: what their requests cost is told as if they had been held."""

import io
import json
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lightmeter.advice.together import Advising
from lightmeter.batch_report import BatchReport
from lightmeter.checker import Checker, Input
from lightmeter.document import long_text
from lightmeter.report.cost_formats import COST_FORMATS
from lightmeter.report.cost_survey import Survey
from lightmeter.report.cost_view import By, CostView, Screen
from lightmeter.report.style import COLOURED, PLAIN
from lightmeter.settings.model import Settings
from lightmeter.together import check_together
from tests.property.test_cost_formats import ODD, OWN
from tests.property.test_estimates import POOL
from tests.property.test_long_texts import ODD_LINES

CHECKERS = (Checker(), Checker(settings=Settings(cost=OWN)))
SCREENS = (None, Screen(72), Screen(140, signs=False, blocks=False))
NAMES = ("a.jsonl", "b.jsonl", "c.jsonl")
# PoYo bills both presets alike, so that there is something to advise.
ADVISED = {"provider": "poyo", "model": "seedream-5.0-lite", "input": {"prompt": "x", "size": "2K"}}
# A key that comes again makes a request the same task once more.
KEYED = {
    "provider": "mindvideo",
    "model": "doubao-seedream-5-0-lite",
    "headers": {"Authorization": "Bearer ${KEY}", "Idempotency-Key": "order-1"},
    "input": {"prompt": "x", "size": "16:9"},
}


@pytest.fixture(autouse=True, scope="module")
def tiny_blocks() -> Iterator[None]:
    """So that a few lines are many blocks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(long_text, "BLOCK_BYTES", 900)
        yield


def _requests() -> list[str]:
    lines = [json.dumps({"provider": it, **body}, default=str) for it, body, _ in POOL]
    named = [json.dumps({"id": f"画像-{n}", **it}) for n, it in enumerate((ADVISED, KEYED) * 2)]
    return [*lines, *named, *map(json.dumps, ODD)]


LINES = st.lists(st.one_of(st.sampled_from(_requests()), st.sampled_from(ODD_LINES)), max_size=30)
TEXTS = st.lists(LINES, min_size=1, max_size=3)


def shown(report: BatchReport, by: By, checker: Checker, survey: Survey | None) -> list[str]:
    """What every format says, and every screen shows."""
    if survey is not None and survey.complete:
        view = CostView(by, advising=survey.advising, account=survey.account)
    else:
        view = CostView(by, advising=Advising(lambda _: checker.adviser))
    texts = ["".join(it.pieces(report, PLAIN, view)) for it in COST_FORMATS.values()]
    for screen in SCREENS:
        on_screen = CostView(by, screen, advising=view.advising, account=view.account)
        texts.append(COST_FORMATS["text"](report, COLOURED, on_screen))
    return texts


def test_there_is_something_to_tell() -> None:
    """Advice, what is charged once, and what nobody knows."""
    lines = [json.dumps(it) for it in (ADVISED, KEYED, KEYED, *ODD)]
    report = CHECKERS[0].check_text("\n".join(lines), format="jsonl", name="a.jsonl")
    text = shown(report, By.REQUEST, CHECKERS[0], None)[0]

    for it in ("advice for a.jsonl:1", "not charged again", "rejected", "not checked"):
        assert it in text


def inputs(texts: Sequence[bytes], *, long: bool) -> list[Input]:
    """All of them held; or all but every other one."""
    return [
        Input(name, long=lambda text=text: io.BytesIO(text))  # type: ignore[misc]
        if long and number % 2 == 0
        else Input(name, text, "jsonl")
        for number, (name, text) in enumerate(zip(NAMES, texts, strict=False))
    ]


def same(texts: Sequence[bytes], checker: Checker, by: By) -> None:
    one = checker.check_inputs(inputs(texts, long=False))
    survey = None if by is By.REQUEST else Survey(by, advice=True)
    other = check_together(inputs(texts, long=True), lambda _: checker, counting=survey)
    expected = shown(one, by, checker, None)

    assert shown(other, by, checker, survey) == expected
    if survey is not None and survey.complete:
        # Nor does it matter when they are counted.
        assert shown(other, by, checker, None) == expected


@settings(max_examples=12, deadline=None)
@example([ODD_LINES * 2], 0, By.FILE)
@example([[], [], []], 0, By.REQUEST)
@example([[json.dumps(KEYED)] * 9] * 3, 0, By.MODEL)
@given(TEXTS, st.integers(0, 1), st.sampled_from(list(By)))
def test_a_long_text_costs_what_a_held_one_does(
    lines: list[Sequence[str]], which: int, by: By
) -> None:
    """Byte for byte, in every format, however requests are put together."""
    texts = ["\n".join(it).encode(errors="surrogatepass") for it in lines]

    same(texts, CHECKERS[which], by)


def test_requests_of_a_long_text_are_counted_while_they_are_judged() -> None:
    """All of them, unless one turns out to be an earlier one over again."""
    for request, complete in ((ADVISED, True), (KEYED, False)):
        survey = Survey(By.MODEL, advice=True)
        text = f"{json.dumps(request)}\n".encode() * 40
        check_together(inputs([text], long=True), lambda _: CHECKERS[0], counting=survey)

        assert survey.complete is complete
