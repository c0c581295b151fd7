"""The formula tree at work: parsers, printers, evaluation, dimensions, units."""
