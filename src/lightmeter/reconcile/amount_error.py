"""An amount that is not taken."""

__all__ = ["AmountError"]


class AmountError(ValueError):
    """An amount that is not taken; its text is what to say of it, after "is"."""
