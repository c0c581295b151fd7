"""Text to Spec: docstrings, equations and their readings, units, the project around it."""
