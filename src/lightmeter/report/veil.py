"""What looks like a secret stays hidden, in messages as in frames."""

from collections.abc import Callable

from lightmeter.result import BatchReport

__all__ = ["MASK", "make_veil"]

MASK = "********"

# A clipped value shows a secret's beginning; fewer characters than these could be any word.
_SHORTEST = 8


def make_veil(report: BatchReport) -> Callable[[str], str]:
    """
    Make the function that masks a report's hidden texts, and what is left of clipped ones.

    Args:
        report: Whose `hidden` offsets say what must not be shown.
    """
    secrets = {
        report.sources[name].text[start:end].strip("\"' \t\r\n")
        for name, spans in report.hidden.items()
        if name in report.sources
        for start, end in spans
    }
    # The longest first, so that a secret within another leaves nothing of the outer one.
    known = sorted((it for it in secrets if it), key=lambda it: (-len(it), it))

    def veil(text: str) -> str:
        for secret in known:
            text = _mask(text, secret)
        return text

    return veil


def _mask(text: str, secret: str) -> str:
    beginning = secret[:_SHORTEST]
    here = text.find(beginning)
    while here >= 0:
        end = here
        for char, other in zip(text[here:], secret, strict=False):
            if char != other:
                break
            end += 1
        text = text[:here] + MASK + text[end:]
        here = text.find(beginning, here + len(MASK))
    return text
