"""Texts that are too long to hold: judged block by block, and read again where they are shown."""
