"""What a shell offers to complete a word on the command line with."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

__all__ = [
    "complete_files",
    "complete_models",
    "complete_names",
    "complete_packs",
    "complete_providers",
    "complete_rules",
    "complete_words",
]

Completer = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]


def complete_files(
    _: click.Context, __: click.Parameter, incomplete: str
) -> "list[CompletionItem]":
    """Leave it to the shell, which knows its files best."""
    return [_item(incomplete, "file")]


def complete_words(words: Sequence[str]) -> Completer:
    """Offer a few fixed words."""

    def complete(_: click.Context, __: click.Parameter, incomplete: str) -> "list[CompletionItem]":
        return _beginning(words, incomplete)

    return complete


def complete_rules(
    context: click.Context, _: click.Parameter, incomplete: str
) -> "list[CompletionItem]":
    """Offer ids and full names of rules; of a list with commas the last one counts."""
    # A shell asks once a word, so that what is slow to import is not in the way of anything.
    from lightmeter.rule_names import RuleNames  # noqa: PLC0415

    before, comma, begun = incomplete.rpartition(",")
    shelf = _shelf(context)
    # Full names are without number; they are offered once one is begun.
    known = [it for it in RuleNames(shelf).all() if "/" in begun or "/" not in it]
    return [_item(f"{before}{comma}{it}") for it in sorted(known) if it.startswith(begun)]


def complete_names(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> "list[CompletionItem]":
    """Offer all that can be explained: models beside rules and packs."""
    models = dict.fromkeys(model for _, model in _shelf(context).models())
    return [*_beginning(models, incomplete), *complete_rules(context, parameter, incomplete)]


def complete_models(
    context: click.Context, _: click.Parameter, incomplete: str
) -> "list[CompletionItem]":
    """Offer the models of the pack that the line names already."""
    shelf = _shelf(context)
    # Behind an option without its value click has not come to arguments.
    named = [it for it in (context.params.get("pack"), *context.args) if it in shelf.ids]
    return _beginning(shelf.models_in(named[0]) if named else (), incomplete)


def complete_packs(
    context: click.Context, _: click.Parameter, incomplete: str
) -> "list[CompletionItem]":
    """Offer ids of packs; a path is left to the shell."""
    found = _beginning(_shelf(context).ids, incomplete)
    return found or complete_files(context, _, incomplete)


def complete_providers(
    context: click.Context, _: click.Parameter, incomplete: str
) -> "list[CompletionItem]":
    """Offer providers."""
    return _beginning(_shelf(context).providers, incomplete)


def _beginning(words: Iterable[str], begun: str) -> "list[CompletionItem]":
    return [_item(word) for word in words if word.startswith(begun)]


def _item(word: str, kind: str = "plain") -> "CompletionItem":
    # Only wanted where a shell asks.
    from click.shell_completion import CompletionItem  # noqa: PLC0415

    return CompletionItem(word, type=kind)


def _shelf(context: click.Context) -> Any:
    """The packs that the command would have, going by what stands on its line already."""
    from lightmeter.cli.shelves import make_shelf  # noqa: PLC0415 - as above
    from lightmeter.errors import LightmeterError  # noqa: PLC0415
    from lightmeter.packs.load import Shelf  # noqa: PLC0415

    given = context.params
    try:
        return make_shelf(
            None,
            config=given.get("config"),
            isolated=bool(given.get("isolated")),
            packs=[Path(it) for it in given.get("packs") or ()],
        )
    except LightmeterError:
        # A half-written line is no place to complain.
        return Shelf()
