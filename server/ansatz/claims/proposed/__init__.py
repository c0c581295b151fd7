"""Claims that a model proposes from the spec alone: read, vetted, judged; they never outrank the text's own."""
