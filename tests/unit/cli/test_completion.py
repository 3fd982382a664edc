"""What shells are offered; asked as they ask, in a process of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(sys.executable).parent


def run(*command: str, **environment: str) -> str:
    done = subprocess.run(  # noqa: S603 - our own interpreter, and shells
        command,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": f"{FOLDER}{os.pathsep}{os.environ['PATH']}", **environment},
    )
    assert done.stderr == ""
    return done.stdout


def offered(*words: str) -> list[str]:
    """What bash is offered for the last of several words."""
    line = run(
        sys.executable,
        "-m",
        "lightmeter",
        COMP_WORDS=" ".join(("lightmeter", *words)),
        COMP_CWORD=str(len(words)),
        _LIGHTMETER_COMPLETE="bash_complete",
    )
    return [it.partition(",")[2] for it in line.splitlines() if it]


POYO = ["seedream-5.0-lite", "seedream-5.0-lite-edit"]


@pytest.mark.parametrize(
    ("words", "offer"),
    (
        (("che",), ["check"]),
        (("packs", "sh"), ["show"]),
        (("check", "--force"), ["--force-exclude"]),
        (("check", "--fail-on", "w"), ["warning"]),
        (("cost", "diff", "--ag"), ["--against"]),
        (("cost", "diff", "--format", "m"), ["markdown"]),
        (("check", "--select", "billed"), ["billed-as-2k"]),
        (("check", "--ignore", "enum,uns"), ["enum,unsendable", "enum,unsupported"]),
        (("explain", "vidgo/gpt-image-2/billed"), ["vidgo/gpt-image-2/billed-as-2k"]),
        (("check", "--provider", "po"), ["poyo"]),
        (("check", "--provider=po"), ["poyo"]),
        (("explain", "gpt"), ["gpt-image-2", "gpt-image-2-edit"]),
        (("packs", "show", "vidgo/gpt"), ["vidgo/gpt-image-2"]),
        (("packs", "show", "poyo/seedream-5.0-lite", "--model", "see"), POYO),
        (("packs", "schema", "poyo/seedream-5.0-lite", "--model", "see"), POYO),
        (("packs", "schema", "nobody/nothing", "--model", "see"), []),
        (("check", "--format", "nothing"), []),
        # What is wrong with the line is told once it is run.
        (("chekc", "--fail-on", "w"), []),
        (("packs", "shwo", "v"), []),
        (("completion", ""), ["bash", "zsh", "fish"]),
    ),
)
def test_what_is_offered(words: tuple[str, ...], offer: list[str]) -> None:
    assert offered(*words) == offer


@pytest.mark.parametrize(
    ("settings", "option", "offer"),
    (
        ('packs = ["mine"]', "--select", []),
        ('packs = ["mine"]', "--provider", ["acme"]),
        ("packs = 5", "--provider", []),
    ),
    ids=("a broken pack", "whose provider its path tells", "broken settings"),
)
def test_nothing_is_complained_of(
    settings: str,
    option: str,
    offer: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A shell has no room for it in the middle of a line."""
    (tmp_path / "mine" / "acme").mkdir(parents=True)
    (tmp_path / "mine" / "acme" / "video.toml").write_text("format = ")
    (tmp_path / "lightmeter.toml").write_text(settings)
    monkeypatch.chdir(tmp_path)

    assert offered("check", option, "ac") == offer


def test_help_stands_beside_names() -> None:
    """Two of the shells show it; the words come from the table, so that nothing is imported."""
    line = run(
        sys.executable,
        "-m",
        "lightmeter",
        COMP_WORDS="lightmeter pac",
        COMP_CWORD="pac",
        _LIGHTMETER_COMPLETE="fish_complete",
    )
    code = (
        "import sys; from lightmeter.cli.main import main; import click;"
        "print([it.value for it in main.shell_complete(click.Context(main), 'c')]);"
        "print('lightmeter.cli.check' in sys.modules)"
    )

    assert line == "plain,packs\tWork on rule packs.\n"
    assert run(sys.executable, "-c", code) == ("['check', 'cost', 'config', 'completion']\nFalse\n")


@pytest.mark.parametrize("instruction", ("bash", "nonsense", "bash_complete", "tcsh_complete"))
def test_a_variable_that_no_script_has_set(instruction: str) -> None:
    """It is a mistake that is named, and no run of the command."""
    left = {it: os.environ[it] for it in os.environ if not it.startswith("COMP_")}
    done = subprocess.run(
        [sys.executable, "-m", "lightmeter", "check", "nothing.toml"],
        capture_output=True,
        text=True,
        check=False,
        env={**left, "_LIGHTMETER_COMPLETE": instruction},
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"lightmeter: _LIGHTMETER_COMPLETE is {instruction}, which only a completion script may ask"
        " for\n"
    )


def test_files_are_left_to_the_shell() -> None:
    line = run(
        sys.executable,
        "-m",
        "lightmeter",
        COMP_WORDS="lightmeter check sho",
        COMP_CWORD="2",
        _LIGHTMETER_COMPLETE="bash_complete",
    )

    assert line == "file,sho\n"


# The last word of `lightmeter che`, completed by each shell itself.
BASH = """
source <(lightmeter completion bash)
COMP_WORDS=(lightmeter che); COMP_CWORD=1
_lightmeter_completion lightmeter
echo "${COMPREPLY[@]}"
"""
ZSH = """
autoload -U compinit; compinit -u -D
compdef() { : }
_describe() { print -r -- ${(P)3} | tr : ' ' }
words=(lightmeter che); CURRENT=2
eval "$(lightmeter completion zsh)"
_lightmeter_completion
"""
FISH = """
lightmeter completion fish | source
complete --do-complete "lightmeter che"
"""


@pytest.mark.parametrize(
    ("shell", "script"), (("bash", BASH), ("zsh", ZSH), ("fish", FISH)), ids=("bash", "zsh", "fish")
)
def test_a_shell_understands_its_script(shell: str, script: str, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    command = shutil.which("lightmeter", path=str(FOLDER))
    if command is None:
        pytest.skip("lightmeter is not installed as a command")

    out = run(shell, "-c", script, HOME=str(tmp_path), XDG_CONFIG_HOME=str(tmp_path))
    assert "check" in out.split()


def test_another_shell_is_refused() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "lightmeter", "completion", "bsh"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "lightmeter: bsh is not known, known are bash, zsh, fish; did you mean bash?\n"
    )
