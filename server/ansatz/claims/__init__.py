"""Spec to claims to evidence: one kind of claim a file, input domains, mutants, judging, levels."""
