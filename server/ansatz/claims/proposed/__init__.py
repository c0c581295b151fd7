"""Claims that a model proposes from the spec alone: read, vetted, judged, and outranked."""
