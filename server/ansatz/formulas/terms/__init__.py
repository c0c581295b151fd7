"""Array calculations as text and as values: one grammar of our own, one evaluator with a bound on its work."""
