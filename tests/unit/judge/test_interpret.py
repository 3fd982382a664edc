"""The interpreted judge gives the verdict of the generated one, on everything there is to try."""

from collections.abc import Iterator
from typing import Any

import pytest

from lightmeter.judge.describe import describe
from lightmeter.judge.generate import generate_judge
from lightmeter.judge.interpret import interpret_judge
from lightmeter.packs.examples import examples_of, request_of
from lightmeter.packs.load import Shelf
from lightmeter.packs.program import Program
from lightmeter.verify.compare import same

SHELF = Shelf()
PACKS = tuple(dict.fromkeys(pack for pack, _ in SHELF.models()))


def cases(pack: str) -> Iterator[tuple[str, Program, dict[str, Any], Any]]:
    """Every example of a pack that is whole."""
    for it in examples_of(SHELF, pack):
        if not it.problems:
            program = SHELF.program(pack, it.model)
            body = request_of(it.example, it.model, program.input)
            yield it.example.name, program, body, it.example.headers


@pytest.mark.parametrize("pack", PACKS)
def test_the_twins_agree_on_every_example(pack: str) -> None:
    tried = list(cases(pack))
    different = [
        name
        for name, program, body, headers in tried
        if not same(generate_judge(program)(body, headers), interpret_judge(program)(body, headers))
    ]

    assert len(tried) >= 50
    assert different == []


@pytest.mark.parametrize("pack", PACKS)
def test_the_twins_say_the_same_in_the_same_words(pack: str) -> None:
    tried = list(cases(pack))[::5]
    for name, program, body, headers in tried:
        said = [
            list(describe(program, make(program)(body, headers), headers_placed=True))
            for make in (generate_judge, interpret_judge)
        ]

        assert said[0] == said[1], name
    assert len(tried) >= 10


def differing(url: str) -> list[str]:
    """Models whose judges differ about a URL, wherever a URL may stand."""
    different = []
    for pack, model in SHELF.models():
        program = SHELF.program(pack, model)
        members = [*program.body.properties[program.input[0]].properties]
        urls = {name: [url] for name in members if name.endswith("urls")}
        body = {"model": model, "input": {"prompt": "x", **urls}, "callback_url": url}
        if not same(generate_judge(program)(body, None), interpret_judge(program)(body, None)):
            different.append(f"{pack}/{model}")
    return different


@pytest.mark.parametrize(
    "url",
    (
        *("https://example.com/a.webp", "https://example.com/a.png?name=b.webp"),
        *("https://example.com/a", "https://example.mov", "https://example.com/a.PNG"),
        *("data:image/webp;base64,AAAA", "data:image/webp;base64,AAAA.png", "Data:image/png,x"),
        *("a.png", "http:/a.png", "ftp://example.com/a.png", "HTTPS://EXAMPLE.COM/A.WEBP"),
        *("", "d", "h", "http", "https://", "dhttps://example.com/a.png", " "),
    ),
)
def test_the_twins_agree_on_odd_urls(url: str) -> None:
    assert differing(url) == []


@pytest.mark.parametrize(
    "url",
    (
        "https://example.com/a.webp?name=b.png",
        "https://example.com/a.webp#b.jpg",
        "https://example.com/a.webp?v=1.",
    ),
)
def test_the_twins_agree_on_dots_behind_the_file_name(url: str) -> None:
    assert differing(url) == []


@pytest.mark.parametrize("url", ("httpx://example.com/a.png", "https-only:a.png", "http.x:a"))
def test_the_twins_agree_on_schemes_that_begin_like_http(url: str) -> None:
    assert differing(url) == []


def test_a_walk_leaves_nothing_behind() -> None:
    """One interpreted judge serves many requests."""
    program = SHELF.program("poyo/seedream-5.0-lite", "seedream-5.0-lite")
    judge = interpret_judge(program)
    good = {"model": "seedream-5.0-lite", "input": {"prompt": "x"}}

    before = judge(good, None)
    judge({"model": 5, "input": {"n": 99, "size": "x"}}, {"a": 1})
    assert judge(good, None) == before
