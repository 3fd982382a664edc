"""The options by which fixes are wanted."""

from typing import TYPE_CHECKING, Any

import click

from lightmeter.cli.options import apply_options
from lightmeter.errors import UsageError

if TYPE_CHECKING:
    from lightmeter.cli.mending import FixOptions

__all__ = ["fix_options", "pop_fixes"]

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


def fix_options(command: Any) -> Any:
    """What is mended and how; the arguments of `pop_fixes`."""
    return apply_options(command, _OPTIONS)


def pop_fixes(arguments: dict[str, Any]) -> "FixOptions | None":
    """
    Take these options out of a command's arguments, and put them together.

    Returns:
        None where nothing is to be mended.

    Raises:
        UsageError: If they contradict one another, or say nothing.
    """
    fix, only, diff = (arguments.pop(name) for name in ("fix", "fix_only", "diff"))
    unsafe, show = arguments.pop("unsafe_fixes"), arguments.pop("show_fixes")
    exit_non_zero = arguments.pop("exit_non_zero_on_fix")
    if diff and (fix or only):
        raise UsageError("--diff writes nothing, --fix and --fix-only do; give one of them")
    if not (fix or only or diff):
        for set_, name in ((show, "--show-fixes"), (unsafe, "--unsafe-fixes")):
            if set_:
                raise UsageError(f"{name} is about fixes; give --fix, --fix-only or --diff as well")
        return None
    # Most checks mend nothing, and need not wait for what could.
    from lightmeter.cli.mending import FixOptions  # noqa: PLC0415

    return FixOptions(unsafe=unsafe, only=only, diff=diff, show=show, exit_non_zero=exit_non_zero)
