"""`lightmeter completion`: what a shell needs to complete command lines."""

import click
from click.shell_completion import get_completion_class, shell_complete

from lightmeter.cli.completing import complete_words
from lightmeter.cli.ending import DONE, FAILED, say, write
from lightmeter.cli.program import COMPLETE_VARIABLE, PROGRAM
from lightmeter.errors import LightmeterError, UsageError
from lightmeter.language.spelling import nearest

__all__ = ["answer", "completion"]

_SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", shell_complete=complete_words(_SHELLS))
def completion(shell: str) -> None:
    """
    Print the completion script of a shell: bash, zsh or fish.

    Put it into ~/.local/share/bash-completion/completions/lightmeter for bash, into a file
    _lightmeter in a directory of $fpath for zsh, into ~/.config/fish/completions/lightmeter.fish
    for fish.
    """
    kind = get_completion_class(shell) if shell in _SHELLS else None
    if kind is None:
        close = nearest(shell, _SHELLS)
        hint = f"; did you mean {close}?" if close else ""
        raise UsageError(f"{shell} is not known, known are {', '.join(_SHELLS)}{hint}")
    # The script does not look at the command; that is asked later, for every word.
    write(kind(click.Command(PROGRAM), {}, PROGRAM, COMPLETE_VARIABLE).source())


def answer(command: click.Command, instruction: str) -> int:
    """
    Answer a shell that asks what a word may become.

    Args:
        command: The whole of the command line.
        instruction: What the script has put into the variable: `bash_complete`, `zsh_source`.

    Returns:
        The exit code.
    """
    try:
        if shell_complete(command, {}, PROGRAM, COMPLETE_VARIABLE, instruction) == 0:
            return DONE
    except (click.ClickException, LightmeterError):
        # Broken settings or packs are told of once the line is run, not in the middle of it.
        return DONE
    except (KeyError, ValueError):
        # No script has asked: it would have said which words there are.
        pass
    say(f"{COMPLETE_VARIABLE} is {instruction}, which only a completion script may ask for")
    return FAILED
