"""A second reading of docstrings, independent of the first in grammar, binding rules and unit table."""
