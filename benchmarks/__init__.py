"""How fast lightmeter is, beside others that do a part of the same work."""
