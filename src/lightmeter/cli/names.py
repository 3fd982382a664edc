"""What the program is called, and what shells ask it by."""

__all__ = ["COMPLETE_VARIABLE", "PROGRAM"]

PROGRAM = "lightmeter"
COMPLETE_VARIABLE = "_LIGHTMETER_COMPLETE"
"""By which a shell asks for completions; click's own name for it."""
