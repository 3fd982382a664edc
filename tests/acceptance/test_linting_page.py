"""What the pages and the README say of the command's surface is there."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml

from lightmeter.cli.cost_diff import cost_diff
from lightmeter.cli.main import main
from lightmeter.report.formats import FORMATS
from lightmeter.rule_texts import KEYWORD_TEXTS, OWN_TEXTS

ROOT = Path(__file__).parents[2]
PAGES = {
    name: (ROOT / name).read_text("utf-8")
    for name in ("README.md", "docs/linting.md", "docs/cost.md")
}
# Options of other programs, and what stands for any.
OTHERS = {"--count", "--quiet", "--editable", "--upgrade", "--group"}


def options(command: click.Command, context: click.Context) -> Iterator[str]:
    for parameter in command.params:
        yield from parameter.opts
        yield from parameter.secondary_opts
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from options(inner, click.Context(inner))


KNOWN = {
    *options(main, click.Context(main)),
    *options(cost_diff, click.Context(cost_diff)),
    *("--help", "--version"),
}


@pytest.mark.parametrize("page", PAGES)
def test_every_option_is_one(page: str) -> None:
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", PAGES[page])) - OTHERS

    assert len(named) > 10
    assert named - KNOWN == set()


def test_every_format_is_told_of() -> None:
    page = PAGES["docs/linting.md"]
    table = page[page.index("| format | for |") :].split("\n\n")[0]

    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == list(FORMATS)


def test_every_rule_about_silencing_is_told_of() -> None:
    """And every name of a rule that stands on the page is one."""
    page = PAGES["docs/linting.md"]
    told = set(re.findall(r"`([a-z]+(?:-[a-z0-9]+)+)`", page))
    own = {name for name in OWN_TEXTS if name.endswith(("-ignore", "-baseline"))}

    assert own - told - {"stale-baseline"} == set()
    rules = {name for name in told if name in OWN_TEXTS or name in KEYWORD_TEXTS}
    assert len(rules) > 8


@pytest.mark.parametrize("page", PAGES)
def test_every_hook_is_there(page: str) -> None:
    manifest = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    hooks = {hook["id"] for hook in manifest}
    blocks = [
        yaml.safe_load(text) for text in re.findall(r"```yaml\n(.*?)```", PAGES[page], re.DOTALL)
    ]
    named = {
        hook["id"]
        for block in blocks
        for repository in block.get("repos", ())
        for hook in repository["hooks"]
    }

    assert named
    assert named <= hooks


def test_the_workflow_runs_commands_that_exist() -> None:
    (workflow,) = [
        it
        for it in map(
            yaml.safe_load, re.findall(r"```yaml\n(.*?)```", PAGES["README.md"], re.DOTALL)
        )
        if "jobs" in it
    ]
    steps = workflow["jobs"]["lightmeter"]["steps"]
    (line,) = [it["run"] for it in steps if it.get("run", "").startswith("lightmeter ")]
    words = line.replace('"$GITHUB_STEP_SUMMARY"', "summary.md").split()[1:]

    with main.make_context("lightmeter", words) as context:
        name, command, rest = main.resolve_command(context, words)
        assert (name, command is not None) == ("check", True)
        assert command is not None
        with command.make_context("check", rest) as inner:
            assert [it.form for it in inner.params["outputs"]] == ["sarif", "markdown"]
