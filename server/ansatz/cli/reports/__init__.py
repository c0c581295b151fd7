"""Results in the formats that other tools read: one format a file."""
