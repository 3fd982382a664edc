from concurrent.futures import ThreadPoolExecutor

import pytest

import lightmeter
from lightmeter import quick
from lightmeter.checker import Checker

GOOD = {"model": "gpt-image-2", "input": {"prompt": "x"}}


def test_one_payload_is_checked_against_the_shipped_packs() -> None:
    report = lightmeter.check(GOOD, provider="vidgo")

    assert report.ok
    assert report.diagnostics == ()
    assert report.estimate is not None
    assert report.estimate.minimum == 2
    assert report.normalized == {
        "model": "gpt-image-2",
        "input": {"prompt": "x", "quality": "low", "size": "auto"},
    }


def test_headers_are_handed_on() -> None:
    body = {"model": "doubao-seedream-5-0-lite", "input": {"prompt": "x"}}

    assert lightmeter.check(body, headers={"Idempotency-Key": "a"}).diagnostics == ()
    assert [it.rule for it in lightmeter.check(body).diagnostics] == ["recommended"]


def test_a_whole_text_is_checked() -> None:
    report = lightmeter.check_text(
        '[[requests]]\nmodel = "gpt-image-2"\ninput.prompt = "x"\n[[requests]]\n',
        format="toml",
        name="shots.toml",
        provider="vidgo",
    )

    assert [it.ok for it in report.reports] == [True, False]
    assert {it.source for it in report.diagnostics} == {"shots.toml"}


def test_an_unknown_provider_is_a_wrong_argument() -> None:
    with pytest.raises(lightmeter.UsageError):
        lightmeter.check(GOOD, provider="nobody")
    with pytest.raises(lightmeter.UsageError):
        lightmeter.check_text("", format="toml", provider="nobody")


def test_one_checker_serves_all_calls() -> None:
    lightmeter.check(GOOD)

    with ThreadPoolExecutor(8) as pool:
        checkers = set(pool.map(lambda _: id(quick._checker()), range(32)))
    assert len(checkers) == 1
    assert type(quick._checker()) is Checker


def test_a_verdict_alone_is_given_by_accepts() -> None:
    assert lightmeter.accepts(GOOD, provider="vidgo")
    assert not lightmeter.accepts({**GOOD, "input": {}}, provider="vidgo")
    body = {"model": "doubao-seedream-5-0-lite", "input": {"prompt": "x"}}
    assert not lightmeter.accepts(body, headers={"Idempotency-Key": "$(date +%s)"})
