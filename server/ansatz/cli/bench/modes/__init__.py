"""Ways to have one function written, from a single call to the whole pipeline, for benchmarks to compare."""
