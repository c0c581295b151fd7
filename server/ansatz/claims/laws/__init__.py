"""Laws of behaviour, one kind a file: which calls put one to the test, and whether their results keep it."""
