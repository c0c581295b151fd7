"""Inputs for any function: what its text says of its arguments, and samples that keep to it."""
