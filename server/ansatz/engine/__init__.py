"""The child process: its wire, its loop, settings, wiring and the record store."""
