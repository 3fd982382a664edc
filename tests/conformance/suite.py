"""The suites as they lie in files: their packs, their cases, and what each case asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.conformance.exact_json import dump_json, load_json

# Data classes of the standard library and no others: whoever holds another program against the
# suite needs Python for it and nothing else.

__all__ = ["HERE", "Case", "Pack", "Suite", "SuiteError", "load_suites", "steps_of", "turned"]

HERE = Path(__file__).resolve().parent


class SuiteError(Exception):
    """A suite that cannot be run."""


@dataclass(frozen=True, eq=False)
class Pack:
    """
    A pack as it is put on a shelf.

    Attributes:
        path: Where it lies, which its id should be.
        data: As data, or None.
        toml: As text, where it is not given as data.
    """

    path: str
    data: Mapping[str, Any] | None
    toml: str | None = None

    @cached_property
    def turned(self) -> "Pack":
        """The same pack, the members of every table last first."""
        return Pack(self.path, None if self.data is None else turned(self.data), self.toml)

    @property
    def document(self) -> dict[str, Any]:
        """As a program gets it."""
        if self.data is None:
            return {"path": self.path, "toml": self.toml}
        return {"path": self.path, "data": self.data}


def turned(value: Any) -> Any:
    """The same value, the members of every object last first."""
    if isinstance(value, Mapping):
        return {key: turned(value[key]) for key in reversed(list(value))}
    return [turned(item) for item in value] if isinstance(value, list) else value


@dataclass(frozen=True)
class Case:
    """
    One case.

    Attributes:
        suite: Name of the suite it belongs to.
        name: What it shows.
        pack: Path of the pack it is about.
        model: Of the pack.
        packs: Every pack of the shelf.
        overlays: Packs that amend others, in their order.
        body: The request, or None where the pack is loaded and no more.
        input: Steps to the input object in the body.
        whole: The case gives the whole body, so results are compared whole.
        headers: Or None where they are not known.
        expect: What must come of it.
        as_of: The day on which it is sent, in ISO form, or None where that does not matter.
    """

    suite: str
    name: str
    pack: str
    model: str
    packs: Sequence[Pack]
    overlays: Sequence[Pack]
    body: Mapping[str, Any] | None
    input: Sequence[str]
    whole: bool
    headers: Mapping[str, Any] | None
    expect: Mapping[str, Any]
    as_of: str | None = None


@dataclass(frozen=True)
class Suite:
    """
    One file of cases.

    Attributes:
        name: Its path without suffix, such as `fields/integers`.
        cases: In the order of the file.
    """

    name: str
    cases: Sequence[Case]


def load_suites(directory: Path = HERE) -> list[Suite]:
    """
    Read every suite below a directory.

    Raises:
        SuiteError: If a file is no suite.
    """
    suites = []
    for path in sorted(directory.glob("*/*.json")):
        name = path.relative_to(directory).with_suffix("").as_posix()
        try:
            data = load_json(path.read_text(encoding="utf-8"))
            shelf = _Shelf({it["id"]: Pack(it["id"], it) for it in data.get("packs", ())})
            suites.append(Suite(name, [_case(name, shelf, it) for it in data["cases"]]))
        except (KeyError, TypeError, ValueError) as error:
            raise SuiteError(f"{name}: {type(error).__name__}: {error}") from error
    if not suites:
        raise SuiteError(f"there are no suites in {directory}")
    return suites


@dataclass(frozen=True)
class _Shelf:
    """The packs of a suite, as they are and as cases change them; equal ones are one object."""

    packs: Mapping[str, Pack]
    changed: dict[str, Pack] = field(default_factory=dict)

    def patched(self, pack: str, changes: Mapping[str, Any]) -> Pack:
        key = f"{pack} {dump_json(changes)}"
        if key not in self.changed:
            self.changed[key] = Pack(pack, _patched(self.packs[pack].data, changes))
        return self.changed[key]


def _case(suite: str, shelf: _Shelf, case: Mapping[str, Any]) -> Case:
    known = dict(shelf.packs)
    pack = case.get("pack", next(iter(known), ""))
    model = case.get("model", "m")
    if "changes" in case:
        known[pack] = shelf.patched(pack, case["changes"])
    if "toml" in case:
        known[pack] = Pack(pack, None, case["toml"])
    overlays = [
        known[it] if isinstance(it, str) else Pack(it["id"], it) for it in case.get("overlays", ())
    ]
    # An overlay lies beside the packs, not among them.
    packs = [it for it in known.values() if "amends" not in (it.data or {})]
    steps = steps_of(_input_pointer(packs, pack))
    body = case.get("body")
    if "input" in case:
        body = _body(model, steps, _filled(case["input"], case.get("fill", {})))
    return Case(
        suite=suite,
        name=case["name"],
        pack=pack,
        model=model,
        packs=packs,
        overlays=overlays,
        body=body,
        input=steps,
        whole="body" in case,
        headers=case.get("headers"),
        expect=case["expect"],
        as_of=case.get("as_of"),
    )


def _body(model: str, steps: Sequence[str], sent: Any) -> dict[str, Any]:
    if not steps:
        return {"model": model, **sent}
    for step in reversed(steps):
        sent = {step: sent}
    return {"model": model, **sent}


def _filled(sent: Mapping[str, Any], lengths: Mapping[str, int]) -> dict[str, Any]:
    """The input object with texts of so many letters put into it."""
    return {**sent, **{name: "x" * length for name, length in lengths.items()}}


def _input_pointer(packs: Sequence[Pack], pack: str) -> str:
    """Where the input object of a pack lies; what it extends is asked where it does not say."""
    data = next((it.data for it in packs if it.path == pack), None) or {}
    request = data.get("request")
    if isinstance(request, Mapping) and isinstance(request.get("input"), str):
        return str(request["input"])
    parents = data.get("extends", [])
    inherited = [
        _input_pointer([it for it in packs if it.path != pack], parent)
        for parent in ([parents] if isinstance(parents, str) else parents)
        if isinstance(parent, str)
    ]
    return inherited[-1] if inherited else "/input"


def steps_of(pointer: str) -> list[str]:
    """The steps of a JSON Pointer (RFC 6901)."""
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]


def _patched(target: Any, patch: Any) -> Any:
    """A merge patch applied (RFC 7396): null removes, tables merge, all else replaces."""
    if not isinstance(patch, Mapping):
        return patch
    result = dict(target) if isinstance(target, Mapping) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = _patched(result.get(key), value)
    return result
