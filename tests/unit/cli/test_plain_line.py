"""A line that is read without click means what click would have read."""

import inspect
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lightmeter.cli import check, checking
from lightmeter.cli.command_line import run_line
from lightmeter.cli.main import main
from lightmeter.cli.plain_line import read_plain_line
from lightmeter.cli.projects import Choice
from lightmeter.cli.running import check_paths, plan_paths
from lightmeter.report.formats import FORMATS

_WORDS = st.one_of(
    st.sampled_from(
        (
            *("check", "-", "--", "a.json", "b c.toml", "", "=", "a=b", "--provider", "--format"),
            *("--provider=vidgo", "--provider=", "--format=json", "--format=jsn", "vidgo", "json"),
            *(
                "--force-exclude",
                "--quiet",
                "-f",
                "--fix",
                "--help",
                "--provide",
                "--format-x",
                "--color=never",
            ),
        )
    ),
    st.sampled_from(tuple(FORMATS)),
    st.text(max_size=6),
)
_LINES = st.lists(_WORDS, max_size=6).map(lambda words: ["check", *words])


def _defaults() -> dict[str, Any]:
    """What the work takes where nothing is said, its inner functions included."""
    parameters: dict[str, inspect.Parameter] = {}
    for work in (plan_paths, check_paths, checking.run_check):
        parameters |= inspect.signature(work).parameters
    return {
        name: it.default
        for name, it in parameters.items()
        if it.default is not it.empty and it.kind is it.KEYWORD_ONLY
    }


def _whole(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments with what is not said as it is then, in one way of writing it."""
    # Those of `Projects` and of `make_checker`, which have no defaults of their own before.
    further = {"config": None, "isolated": False, "as_of": None}
    whole = further | dict.fromkeys(("packs", "overlays", "distributions"), ()) | _defaults()
    whole |= arguments
    return whole | {"paths": tuple(whole["paths"]), "choice": whole["choice"] or Choice()}


def _read_by_click(line: list[str]) -> dict[str, Any]:
    """What the work would be called with."""
    calls: list[dict[str, Any]] = []

    def note(paths: Any, **arguments: Any) -> int:
        calls.append({"paths": paths, **arguments})
        return 0

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check, "run_check", note)
        assert run_line(main, line) == 0
    (call,) = calls
    return call


@given(line=_LINES)
def test_it_means_the_same(line: list[str]) -> None:
    read = read_plain_line(line)

    if read is not None:
        assert _whole(_read_by_click(line)) == _whole(read)


@pytest.mark.parametrize(
    "line",
    (
        ("check",),
        ("check", "boat.json"),
        ("check", "a.toml", "-", "b.json"),
        ("check", "--provider", "vidgo", "boat.json"),
        ("check", "--force-exclude", "boat.json"),
        ("check", "boat.json", "--provider=vidgo", "--format", "json"),
    ),
)
def test_most_lines_are_plain(line: tuple[str, ...]) -> None:
    assert read_plain_line([*line]) is not None


@pytest.mark.parametrize(
    "line",
    (
        (),
        ("--debug", "check", "boat.json"),
        ("cost", "boat.json"),
        ("check", "--fix", "boat.json"),
        ("check", "--help"),
        ("check", "--", "boat.json"),
        ("check", "boat.json", "--format"),
        ("check", "boat.json", "--format", "jsn"),
        ("check", "--provider", "--format", "json"),
        ("check", "--provider=", "boat.json"),
    ),
)
def test_the_rest_is_left_to_click(line: tuple[str, ...]) -> None:
    assert read_plain_line([*line]) is None
