"""The expression language of rule packs: small, typed, and total once checked."""
