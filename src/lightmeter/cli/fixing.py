"""The options by which fixes are wanted."""

from typing import Any

import attrs
import click

from lightmeter.cli.options import apply_options
from lightmeter.data_methods import equal, hash_of, represent
from lightmeter.errors import UsageError

__all__ = ["FixOptions", "fix_options", "pop_fixes"]

_OPTIONS = (
    click.option("--fix", is_flag=True, help="Apply the safe fixes, and report what is left."),
    click.option(
        "--unsafe-fixes",
        is_flag=True,
        help="Apply, or show, those too that change what is sent or paid.",
    ),
    click.option("--fix-only", is_flag=True, help="Apply fixes and report nothing."),
    click.option("--diff", is_flag=True, help="Show what fixes would change; nothing is written."),
    click.option("--show-fixes", is_flag=True, help="Name the rules whose fixes were applied."),
    click.option(
        "--exit-non-zero-on-fix", is_flag=True, help="Exit with 1 where a fix was applied."
    ),
)


@attrs.frozen
class FixOptions:
    """
    What the command line says of fixes.

    Attributes:
        fix: They are applied.
        unsafe: So are those that change what is sent or paid.
        only: Nothing is reported.
        diff: They are shown, and not applied.
        show: The rules whose fixes were applied are named.
        exit_non_zero: An applied fix is something that was found.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    fix: bool = False
    unsafe: bool = False
    only: bool = False
    diff: bool = False
    show: bool = False
    exit_non_zero: bool = False

    @property
    def wanted(self) -> bool:
        """Whether anything is to be mended."""
        return self.fix or self.only or self.diff


def fix_options(command: Any) -> Any:
    """What is mended and how; the arguments of `pop_fixes`."""
    return apply_options(command, _OPTIONS)


def pop_fixes(arguments: dict[str, Any]) -> FixOptions:
    """
    Take these options out of a command's arguments, and put them together.

    Raises:
        UsageError: If they contradict one another, or say nothing.
    """
    options = FixOptions(
        fix=arguments.pop("fix"),
        unsafe=arguments.pop("unsafe_fixes"),
        only=arguments.pop("fix_only"),
        diff=arguments.pop("diff"),
        show=arguments.pop("show_fixes"),
        exit_non_zero=arguments.pop("exit_non_zero_on_fix"),
    )
    if options.diff and (options.fix or options.only):
        raise UsageError("--diff writes nothing, --fix and --fix-only do; give one of them")
    if not options.wanted:
        for set_, name in ((options.show, "--show-fixes"), (options.unsafe, "--unsafe-fixes")):
            if set_:
                raise UsageError(f"{name} is about fixes; give --fix, --fix-only or --diff as well")
    return options
