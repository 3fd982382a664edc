"""Names that every part of the benchmarks knows; nothing is imported for them."""

__all__ = ["OURS", "SHAPES"]

# Each is a module of `benchmarks.shapes`.
SHAPES = ("validation", "arithmetic", "prices", "cold", "toml", "lines", "growth", "imports")

OURS = "lightmeter"
