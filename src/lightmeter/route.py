"""Which pack a request is held against, and what there is to say of the way to it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import attrs

from lightmeter.data_methods import equal, hash_of, represent
from lightmeter.diagnostic import Change, Diagnostic, Fix, Severity
from lightmeter.judge.retirement import describe_retirement
from lightmeter.judge.showing import show_value
from lightmeter.language.spelling import nearest
from lightmeter.packs.load import Shelf
from lightmeter.packs.program import Program
from lightmeter.result import Status

__all__ = ["Route", "find_route"]


@attrs.frozen
class Route:
    """
    The way of a request to its pack.

    Attributes:
        provider: Whose request it is, or "".
        model: As it was asked for, or "".
        status: Whether a pack knows the model.
        program: Of the pack; where none knows the model, of the provider's envelope, or None.
        found: What there is to say about the way itself.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    provider: str
    model: str
    status: Status
    program: Program | None
    found: tuple[Diagnostic, ...] = ()


def find_route(
    shelf: Shelf, provider: str | None, body: Mapping[str, Any], as_of: dt.date
) -> Route:
    """
    Find the pack of a request.

    Args:
        shelf: Of packs.
        provider: Known to the shelf, or None where the model has to tell.
        body: As it is sent.
        as_of: The day that the end of a model is held against.

    Raises:
        PackError: If a pack that the request needs is wrong.
    """
    model = body.get("model")
    if not isinstance(model, str) or not model.strip():
        return _without_model(shelf, provider, body)
    packs = shelf.packs_of(model, provider)
    if not packs:
        return _unknown_model(shelf, provider, model)
    providers = sorted({pack.partition("/")[0] for pack in packs})
    if len(providers) > 1:
        return Route("", model, Status.UNCHECKED, None, (_ambiguous(model, providers),))
    program = shelf.program(packs[0], model)
    found = describe_retirement(program, as_of)
    return Route(providers[0], model, Status.CHECKED, program, found)


def _without_model(shelf: Shelf, provider: str | None, body: Mapping[str, Any]) -> Route:
    # The provider's envelope says that the model is missing or of the wrong type; without a
    # provider this has to be said here.
    program = shelf.envelope(provider) if provider else None
    found: tuple[Diagnostic, ...] = ()
    if program is not None and isinstance(body.get("model"), str):
        found = (_empty_model(),)
    elif program is None:
        if isinstance(body.get("model"), str):
            found = (_empty_model(),)
        elif "model" in body:
            value = show_value(body["model"])
            message = f"model is {value}, the name of a model is required, in quotes"
            found = (Diagnostic("type", Severity.ERROR, message, pointer=("model",)),)
        else:
            message = "model is missing; name the model the request is for"
            found = (Diagnostic("required", Severity.ERROR, message, pointer=("model",)),)
    return Route(provider or "", "", Status.UNCHECKED, program, found)


def _unknown_model(shelf: Shelf, provider: str | None, model: str) -> Route:
    # Most models are known.
    from lightmeter.packs.model_ids import known_spelling  # noqa: PLC0415

    known = list(dict.fromkeys(name for _, name in shelf.models(provider)))
    spelled = known_spelling(model, known)
    whose = f"{provider} does not know" if provider else "no provider knows"
    if spelled:
        found = Diagnostic(
            "misspelt-model",
            Severity.ERROR,
            f"model is {show_value(model)}, which {whose} by that name; write {spelled}",
            pointer=("model",),
            suggestion=spelled,
            fix=Fix(
                safe=False,
                description=f"write {spelled}",
                changes=(Change(("model",), "set", spelled),),
            ),
        )
    else:
        close = nearest(model, known)
        near = bool(close) and _distinct(close) == _distinct(model)
        hint = f"; did you mean {close}?" if near else ""
        found = Diagnostic(
            "unknown-model",
            Severity.WARNING,
            f"model {show_value(model)} is in no pack of {provider or 'any provider'}: its input"
            f" was not checked and its price is not known{hint}",
            pointer=("model",),
            suggestion=close if near else "",
        )
    program = shelf.envelope(provider) if provider else None
    return Route(provider or "", model, Status.UNCHECKED, program, (found,))


def _empty_model() -> Diagnostic:
    message = "model is empty; name the model the request is for"
    return Diagnostic("min-length", Severity.ERROR, message, pointer=("model",))


def _distinct(model: str) -> tuple[str, int]:
    """What two spellings of one model share: their digits, and how many words they have."""
    digits = "".join(letter for letter in model if letter.isdigit())
    return digits, len(model.replace("_", "-").split("-"))


def _ambiguous(model: str, providers: list[str]) -> Diagnostic:
    names = " and ".join(providers)
    return Diagnostic(
        "ambiguous-provider",
        Severity.ERROR,
        f"model {model} is known to {names}, whose rules and prices differ; say which one is meant"
        f' with provider = "{providers[0]}" or --provider {providers[0]}',
        pointer=("model",),
    )
