"""One file a request, named after its method: each translates, `ide` decides."""
