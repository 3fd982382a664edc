"""The section of a pack's page that lists its models, and how each ends and differs."""

from collections.abc import Iterator, Sequence
from typing import Any

from lightmeter.document.toml_text import write_toml
from lightmeter.packs.merge import Merged
from lightmeter.packs.origins import list_keys
from lightmeter.packs.retirement import retirement_of, told
from lightmeter.report.markdown import code, paragraph, prose, table
from lightmeter.report.member_table import show_source

__all__ = ["models_section"]


def models_section(models: Sequence[Merged], pack: str) -> Iterator[str]:
    """
    Lines of the section.

    Args:
        models: Each merged.
        pack: Whose page it is; sources of others are named with theirs.
    """
    columns = {
        "model": [code(it.model) for it in models],
        "end": [_end(it, pack) for it in models],
        "what differs": [_differences(it) for it in models],
    }
    shown = {heading: cells for heading, cells in columns.items() if any(cells)}
    if len(shown) > 1:
        yield from table(tuple(shown), list(zip(*shown.values(), strict=True)))
    else:
        yield ", ".join(columns["model"]) + (
            ": the pack says the same of each." if len(models) > 1 else ""
        )
    if "end" in shown:
        yield ""
        yield from paragraph(
            "From the day on which a model retires, requests for it are refused (error"
            " `model-retired`); until then they are warned of (warning `model-retires`). A day that"
            " is inferred is warned of, before and after."
        )


def _end(merged: Merged, pack: str) -> str:
    """When a model retires, what takes its place, and where that stands."""
    end = retirement_of([merged.pack.models.get(merged.model)])
    if end is None:
        return ""
    successor = f", succeeded by {code(end.successor)}" if end.successor else ""
    return f"retires on {end.retires}{successor} ({show_source(end.source, end.basis, pack)})"


def _differences(merged: Merged) -> str:
    """What a model's patch lays over the pack."""
    end = told(merged.pack.models.get(merged.model))
    paths = {
        key.path[2:]: key.value
        for key in list_keys(merged, ("models", merged.model))
        if len(key.path) > 2 and key.path[2] not in end
    }
    return "; ".join(_difference(list(map(str, path)), value) for path, value in paths.items())


def _difference(path: Sequence[str], value: Any) -> str:
    """A key of a model's patch in words, the commonest in words of their own."""
    match path:
        case ["fields", *member, "required"] if value is True:
            return f"{code('.'.join(member))} must be given"
        case ["fields", *member, "unsupported"]:
            return f"{code('.'.join(member))} must not be sent: {prose(str(value))}"
        case ["rules", rule, "severity"]:
            said = {"off": "switched off", "info": "a note"}.get(value, f"of severity {value}")
            return f"the rule [{code(rule)}](#{rule}) is {said}"
    return f"{code('.'.join(path))} is {code(write_toml(value))}"
