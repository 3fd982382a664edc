"""What the program goes by: its name, and the variable by which shells ask it."""

__all__ = ["COMPLETE_VARIABLE", "PROGRAM"]

PROGRAM = "lightmeter"
COMPLETE_VARIABLE = "_LIGHTMETER_COMPLETE"
"""Click's own name for it."""
