"""Numbers as they are shown: three digits that count, with the unit that fits."""

__all__ = ["memory", "ratio", "time"]

_UNITS = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns"))


def time(seconds: float) -> str:
    """Show a time: 0.00000123 as 1.23 µs."""
    for size, unit in _UNITS:
        if seconds >= size * 0.9995:
            return f"{_digits(seconds / size)} {unit}"
    return f"{_digits(seconds / 1e-9)} ns"


def ratio(value: float) -> str:
    """Show a ratio: 0.4567 as 0.457."""
    return _digits(value)


def memory(size: float) -> str:
    """Show bytes as MiB."""
    return f"{size / 2**20:.0f} MiB"


def _digits(value: float) -> str:
    if value >= 99.95:
        return f"{value:,.0f}"
    if value >= 9.995:
        return f"{value:.1f}"
    return f"{value:.2f}" if value >= 0.9995 else f"{value:.3f}"
