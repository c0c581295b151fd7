"""Editor features as pure functions over texts and records: offsets in, plain values out, no protocol."""

from .actions import Action, actions, cell_actions, dismissals, passage_of, repairs, targets_of
from .codes import code_page
from .composing import Composition
from .diagnostics import Note, fault_notes, record_notes, refuted_notes, static_notes
from .ghosts import Ghost, ghost, place_at
from .hover import Hover, hover
from .keeping import Offer, offered, offers
from .lenses import Lens, lenses
from .sending import NO_MODEL, sending_page, told_dry
from .standing import Standing, standing
from .telling import NO_FUNCTION, Told, told
from .understood import Wording, understood, wordings

__all__ = [
    "NO_FUNCTION",
    "NO_MODEL",
    "Action",
    "Composition",
    "Ghost",
    "Hover",
    "Lens",
    "Note",
    "Offer",
    "Standing",
    "Told",
    "Wording",
    "actions",
    "cell_actions",
    "code_page",
    "dismissals",
    "fault_notes",
    "ghost",
    "hover",
    "lenses",
    "offered",
    "offers",
    "passage_of",
    "place_at",
    "record_notes",
    "refuted_notes",
    "repairs",
    "sending_page",
    "standing",
    "static_notes",
    "targets_of",
    "told",
    "told_dry",
    "understood",
    "wordings",
]
