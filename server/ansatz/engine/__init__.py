"""The process where the heavy work happens, and what the server needs of it: wire, settings, records."""
