def twice(x):
    """Twice x has a rival."""
    raise NotImplementedError
