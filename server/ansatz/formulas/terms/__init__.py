"""Array calculations as text and as values: a grammar of our own, an evaluator with a bound on its work."""
