"""Colour and weight for terminals: all there is to ask is whether they are wanted."""

import attrs

from lightmeter.data_methods import equal, hash_of, represent
from lightmeter.diagnostic import Severity

__all__ = ["COLOURED", "PLAIN", "Style"]

_RESET = "\x1b[0m"
_BOLD, _DIM, _RED, _GREEN, _YELLOW, _BLUE, _CYAN = "1", "2", "31", "32", "33", "34", "36"
_SEVERITIES = {Severity.ERROR: _RED, Severity.WARNING: _YELLOW, Severity.INFO: _CYAN}


@attrs.frozen(slots=False)
class Style:
    """
    How words are set off from one another.

    Attributes:
        coloured: Whether escape sequences are written; without, text comes back as it was.
    """

    __repr__ = represent
    __eq__ = equal
    __hash__ = hash_of

    coloured: bool = False

    def bold(self, text: str) -> str:
        """What the eye should find first."""
        return self._set(text, _BOLD)

    def dim(self, text: str) -> str:
        """What may be passed over."""
        return self._set(text, _DIM)

    def good(self, text: str) -> str:
        """That all is well."""
        return self._set(text, _GREEN)

    def frame(self, text: str) -> str:
        """Gutters, arrows and captions of code frames."""
        return self._set(text, _BLUE)

    def severity(self, text: str, severity: Severity) -> str:
        """Words and carets of a diagnostic."""
        return self._set(text, f"{_BOLD};{_SEVERITIES[severity]}")

    def _set(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}{_RESET}" if self.coloured and text else text


PLAIN = Style()
COLOURED = Style(coloured=True)
