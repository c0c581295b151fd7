"""Ansatz: from a docstring with equations and units to a verified implementation."""

__version__ = "0.1.0"
