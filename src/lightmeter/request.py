"""A request as an attrs class, and how it is read from what stands for it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs

from lightmeter.data_methods import equal, hash_of, represent

if TYPE_CHECKING:
    from lightmeter.misfit import Misfit

__all__ = ["OWN_MEMBERS", "Request", "read_request"]

# Members of a request file that are lightmeter's own and never reach the payload.
OWN_MEMBERS = ("provider", "id", "headers", "$schema")
_OWN_MEMBERS = frozenset(OWN_MEMBERS)
_NO_HEADERS: dict[str, Any] = {}


@attrs.frozen
class Request:
    """
    What the user wants to send.

    Attributes:
        body: As it is sent, the model in it.
        provider: Whose API it is for; "" where it is to be found by the model.
        model: Of the body; may be given here instead.
        id: The request's own name, or "".
        headers: It is sent with, or None where they are not known.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    body: Mapping[str, Any] = attrs.field(factory=dict)
    provider: str = ""
    model: str = ""
    id: str = ""
    headers: Mapping[str, Any] | None = None

    @property
    def payload(self) -> Mapping[str, Any]:
        """The body, with the model put in where it was given beside it."""
        if self.model and "model" not in self.body:
            return {"model": self.model, **self.body}
        return self.body


def _envelope(own: Mapping[str, Any]) -> tuple[str, str | int, Mapping[str, Any] | None]:
    """
    Give provider, id and headers.

    Raises:
        StructureError: If lightmeter's own members do not fit.
    """
    if not all(_fits(key, value) for key, value in own.items()):
        # cattrs takes longer to import than most commands take, and is only needed for what is odd.
        from lightmeter.envelope import structure_envelope  # noqa: PLC0415

        own = structure_envelope(own)
    return own.get("provider", ""), own.get("id", ""), own.get("headers")


def _fits(key: str, value: Any) -> bool:
    """Whether a member is plainly what it has to be; of what is not, the structurer says more."""
    if key == "headers":
        return isinstance(value, Mapping)
    return type(value) is str or (key == "id" and type(value) is int and abs(value) < 10**18)


def read_request(data: Mapping[str, Any]) -> "tuple[Request, tuple[Misfit, ...]]":
    """
    Structure a payload or a request file.

    Args:
        data: As parsed.

    Returns:
        The request, and what of lightmeter's own members does not fit; such members are left out.
    """
    # Whether lightmeter's own members fit is nearly always told at once.
    provider, name = data.get("provider"), data.get("id", "")
    headers, schema = data.get("headers", _NO_HEADERS), data.get("$schema", "")
    if (
        type(data) is not dict
        or type(name) is not str
        or type(headers) is not dict
        or type(schema) is not str
        or not ((type(provider) is str and provider) or "provider" not in data)
    ):
        return _read_closely(data)
    body: dict[str, Any] = data
    if not _OWN_MEMBERS.isdisjoint(data):
        body = data.copy()
        for member in OWN_MEMBERS:
            body.pop(member, None)
    model = body.get("model")
    request = Request(
        body,
        provider or "",
        model if isinstance(model, str) else "",
        name,
        None if headers is _NO_HEADERS else headers,
    )
    return request, ()


def _read_closely(data: Mapping[str, Any]) -> "tuple[Request, tuple[Misfit, ...]]":
    """The same, with all that can be wrong."""
    # With nearly all requests nothing is.
    from lightmeter.misfit import Misfit, StructureError  # noqa: PLC0415

    own = {key: data[key] for key in OWN_MEMBERS if key in data}
    body = {key: value for key, value in data.items() if key not in OWN_MEMBERS} if own else data
    misfits: tuple[Misfit, ...] = ()
    try:
        provider, name, headers = _envelope(own)
    except StructureError as error:
        misfits = error.misfits
        wrong = {misfit.path[0] for misfit in misfits if misfit.path}
        provider, name, headers = _envelope({k: v for k, v in own.items() if k not in wrong})
    if own.get("provider") == "":
        misfits += (Misfit(("provider",), "provider is empty; name one or leave it out"),)
    model = body.get("model")
    request = Request(
        body=body,
        provider=provider,
        model=model if isinstance(model, str) else "",
        id=str(name),
        headers=headers,
    )
    return request, misfits
