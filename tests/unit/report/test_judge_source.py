from typing import Any

import pytest

from lightmeter.judge.generate import generate_judge
from lightmeter.packs.examples import examples_of, request_of
from lightmeter.packs.load import Shelf
from lightmeter.report.judge_source import render_judge

SHELF = Shelf()


@pytest.mark.parametrize(("pack", "model"), SHELF.models())
def test_what_is_shown_is_what_judges(pack: str, model: str) -> None:
    """Only the headers have to be given; every example gets the same verdict from the text."""
    program = SHELF.program(pack, model)
    names: dict[str, Any] = {"HEADERS": program.headers}
    judge = generate_judge(program)

    exec(compile(render_judge(program), "shown", "exec"), names)  # noqa: S102 - our own text

    examples = [it for it in examples_of(SHELF, pack) if it.model == model]
    assert examples
    for it in examples:
        body = request_of(it.example, model, program.input)
        assert names["judge"](body, it.example.headers) == judge(body, it.example.headers)


def test_every_check_is_listed_by_its_number() -> None:
    program = SHELF.program("vidgo/gpt-image-2", "gpt-image-2")

    text = render_judge(program)

    assert text.startswith(
        "# The function that judges and prices requests, generated from vidgo/gpt-image-2, model"
        " gpt-image-2.\n"
    )
    assert "#    7  error    enum                  quality                one of low," in text
    assert f"#   {len(program.checks) - 1}  error    pixel-count" in text
    assert "# HEADERS: Member of Authorization\n" in text


def test_an_envelope_has_a_judge_too() -> None:
    program = SHELF.envelope("vidgo")
    assert program is not None

    text = render_judge(program)

    assert "generated from vidgo/provider.\n" in text
    compile(text, "shown", "exec")
