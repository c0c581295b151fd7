"""The language server: translates between the protocol and the features, and holds the session."""
