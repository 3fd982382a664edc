"""The shapes of work that are measured, one module each."""
