"""`lightmeter rules`: what requests are held against."""

from typing import Any

import click

from lightmeter.cli.ending import write
from lightmeter.cli.options import format_option, pack_options
from lightmeter.cli.shelves import make_shelf, name_overlays
from lightmeter.report.catalogue import Entry, list_entries
from lightmeter.report.json_text import write_json
from lightmeter.report.table import align
from lightmeter.rule_texts import OWN_TEXTS

__all__ = ["rules"]

_HEADINGS = ("RULE", "SEVERITY", "MEMBER", "DEMAND")


@click.command()
@pack_options
@format_option("text", "json")
def rules(form: str, provider: str | None, **chosen: Any) -> None:
    """
    List the rules that requests are held against, and what each demands.

    Rules without a pack are lightmeter's own; they are left out where a provider is given.
    """
    shelf = make_shelf(provider, **chosen)
    wanted = [it for it in shelf.ids if provider is None or it.startswith(f"{provider}/")]
    entries = list(list_entries(shelf, wanted))
    own = {} if provider else OWN_TEXTS
    if form == "json":
        listed = [
            *(_object(it) for it in entries),
            *(
                {
                    "rule": name,
                    "pack": None,
                    "severity": text.severity,
                    "member": None,
                    "demand": text.what,
                    "models": [],
                    "overlays": [],
                }
                for name, text in own.items()
            ),
        ]
        write(write_json({"version": 1, "rules": listed}, indent=2) + "\n")
        return
    rows = [_HEADINGS]
    rows += [(it.name, *it.row) for it in entries]
    rows += [(name, text.severity, "", text.what) for name, text in own.items()]
    write("".join(f"{line}\n" for line in align(rows)))
    name_overlays(name for it in entries for name in it.program.overlays)


def _object(entry: Entry) -> dict[str, object]:
    return {
        "rule": entry.check.rule,
        "pack": entry.check.pack,
        "severity": str(entry.check.severity),
        "member": entry.check.member or None,
        "demand": entry.text,
        "models": entry.models,
        "overlays": entry.program.overlays,
    }
