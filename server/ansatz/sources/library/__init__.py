"""Installed routines bound to a stub: retrieval, binding, options, adaptors, unpacking, accounting."""

from .source import LibrarySource

__all__ = ["LibrarySource"]
