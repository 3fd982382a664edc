"""What holds for every case: it is asked again in other forms, and the answers must agree."""

import copy
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from tests.conformance.compare import alike, at, label
from tests.conformance.exact_json import dump_json, same
from tests.conformance.suite import Case, Pack, steps_of, turned

__all__ = [
    "ROUNDS",
    "VARIANTS",
    "FixError",
    "apply_fixes",
    "disorder",
    "fixed_differences",
    "normalized_differences",
    "variant_differences",
    "variants",
]


class FixError(Exception):
    """A fix that cannot be applied."""


ROUNDS = 5
"""Within which applying all fixes has to come to rest."""

VARIANTS = {
    "member order": "the members of the request in another order give another answer",
    "table order": "the tables of the pack in another order give another answer",
    "empty overlay": "an overlay that changes nothing changes the answer",
}


def variants(case: Case) -> Iterator[tuple[str, dict[str, Any]]]:
    """
    The same case in other forms.

    Returns:
        Name of the law, and which arguments of the question differ.
    """
    if case.body is not None:
        headers = None if case.headers is None else turned(case.headers)
        yield "member order", {"body": turned(case.body), "headers": headers}
    packs, overlays = [it.turned for it in case.packs], [it.turned for it in case.overlays]
    yield "table order", {"packs": packs, "overlays": overlays}
    if "load_error" not in case.expect:
        yield "empty overlay", {"overlays": [*case.overlays, _nothing(case.pack)]}


@cache
def _nothing(pack: str) -> Pack:
    return Pack("law/nothing", {"format": 1, "id": "law/nothing", "amends": pack})


def variant_differences(
    law: str, answer: Mapping[str, Any], other: Mapping[str, Any], *, strict: bool
) -> Iterator[str]:
    """Compare the answer to a variant with that to the case itself."""
    # A message may list members in the order in which the pack has them.
    if not alike(answer, other, strict=strict and law != "table order"):
        yield f"{law}: {VARIANTS[law]}: {_first_difference(answer, other)}"


def _first_difference(answer: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    kind = next(iter(answer))
    if kind not in other:
        return f"{kind} became {dump_json(dict(other))[:200]}"
    for key, value in answer[kind].items():
        if not same(value, other[kind].get(key)):
            return f"{key} {dump_json(value)[:200]} became {dump_json(other[kind].get(key))[:200]}"
    return "the two differ"


def disorder(result: Mapping[str, Any]) -> Iterator[str]:
    """The least of an amount is never above its most."""
    for name in ("cost", "quantity"):
        ends = result[name]
        if not isinstance(ends, Mapping) or None in (ends["minimum"], ends["maximum"]):
            continue
        if Decimal(ends["minimum"]) > Decimal(ends["maximum"]):
            yield f"{name}: at least {ends['minimum']} is above at most {ends['maximum']}"


def normalized_differences(result: Mapping[str, Any], again: Mapping[str, Any]) -> Iterator[str]:
    """What is sent is accepted, stays as it is, and costs what the request costs."""
    if "result" not in again:
        yield f"normalized: the payload to send gave {dump_json(dict(again))[:200]}"
        return
    second = again["result"]
    errors = [label(it) for it in second["diagnostics"] if it["severity"] == "error"]
    if errors:
        yield f"normalized: the payload to send is refused: {', '.join(errors)}"
        return
    for key in ("normalized", "cost", "quantity", "effective"):
        if not same(result[key], second[key]):
            yield (
                f"normalized: {key} of the payload to send is {dump_json(second[key])},"
                f" of the request {dump_json(result[key])}"
            )


def apply_fixes(body: Any, result: Mapping[str, Any]) -> Any:
    """
    A body with every fix applied, in the order of pointer and rule; None where there is none.

    A member that would hold one to set is made where it is not there.

    Raises:
        FixError: If a change speaks of a member of what has none.
    """
    offered = [it for it in result["diagnostics"] if it["fix"] is not None]
    if not offered:
        return None
    body = copy.deepcopy(body)
    for diagnostic in sorted(offered, key=lambda it: (it["at"] or "", it["rule"])):
        for change in diagnostic["fix"]["changes"]:
            _apply(body, change)
    return body


def _apply(body: Any, change: Mapping[str, Any]) -> None:
    *above, last = steps_of(change["pointer"])
    holder = body
    for step in above:
        if isinstance(holder, list):
            holder = holder[int(step)]
        elif not isinstance(holder, dict):
            break
        elif step not in holder and "set" not in change:
            return
        else:
            holder = holder.setdefault(step, {})
    if isinstance(holder, list):
        holder[int(last)] = change["set"]
    elif not isinstance(holder, dict):
        raise FixError(f"{change['pointer']} lies in {dump_json(holder)}")
    elif "set" in change:
        holder[last] = change["set"]
    elif "rename" in change:
        # Two members may be meant for one name: the first gets it.
        if last in holder and change["rename"] not in holder:
            holder[change["rename"]] = holder.pop(last)
    else:
        holder.pop(last, None)


def fixed_differences(case: Case, bodies: Sequence[Any]) -> Iterator[str]:
    """
    Compare the request after its fixes, and see that they came to rest.

    Args:
        case: That was asked.
        bodies: After the first round of fixes, after the second, and so on; at most one more than
            there may be.
    """
    if len(bodies) > ROUNDS:
        yield f"fixes: there are still some after {ROUNDS} rounds"
    if "fixed" not in case.expect:
        return
    first = bodies[0] if bodies else None
    if first is not None and not case.whole:
        first = at(first, case)
    if not same(first, case.expect["fixed"]):
        shown = "no fix" if first is None else dump_json(first)
        yield f"fixed: expected {dump_json(case.expect['fixed'])}, got {shown}"
