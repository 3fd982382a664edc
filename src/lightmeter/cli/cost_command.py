"""The command `cost`, and the word behind it that makes it another one."""

from typing import Any

import click

__all__ = ["CostCommand"]

_DIFF = "diff"


class CostCommand(click.Command):
    """`lightmeter cost`, which hands over to `cost diff` where that is the first word."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Read a command line; a file called diff is reached as ./diff."""
        if args[:1] == [_DIFF]:
            # Slow to import, and most calls want none of it.
            from lightmeter.cli.cost_diff import cost_diff  # noqa: PLC0415

            # One without arguments of its own, which the path to a command would repeat.
            above = click.Context(click.Command(self.name), info_name=info_name, parent=parent)
            return cost_diff.make_context(args[0], args[1:], parent=above, **extra)
        return super().make_context(info_name, args, parent, **extra)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Name what is no option, and would not be found."""
        super().format_epilog(ctx, formatter)
        formatter.write_paragraph()
        formatter.write_text("What a change costs, and why: lightmeter cost diff --help.")
