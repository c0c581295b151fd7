"""The bytes between host and guest: standard library only, Python 3.9 and later, imported by both sides."""
