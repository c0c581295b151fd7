"""Where in a text: functions, stubs, comments and selections, in texts that need not parse."""

from .digests import slice_digest, spec_digest
from .finding import functions, named, refound
from .imports import ImportPlan, plan_imports
from .passages import Passage, insertion, passage, states_something
from .placing import NoPlaceError, apply, place
from .selecting import select
from .slicing import Slice, module_slice

__all__ = [
    "ImportPlan",
    "NoPlaceError",
    "Passage",
    "Slice",
    "apply",
    "functions",
    "insertion",
    "module_slice",
    "named",
    "passage",
    "place",
    "plan_imports",
    "refound",
    "select",
    "slice_digest",
    "spec_digest",
    "states_something",
]
