"""Spec to candidates, one source a file."""
