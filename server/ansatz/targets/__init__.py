"""Where in a text: functions, stubs, comments and selections, in texts that need not parse."""

from .finding import functions, named, refound
from .lines import Encoding, Lines, Place, lines
from .selecting import select

__all__ = ["Encoding", "Lines", "Place", "functions", "lines", "named", "refound", "select"]
