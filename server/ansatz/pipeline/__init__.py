"""The whole loop on one page (`run`), and what it needs on the way."""
