"""The values that flow through Ansatz and the protocols between its rooms: frozen, serialisable, no I/O."""
