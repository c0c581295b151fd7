"""What a docstring would have to say for more of a judged function to be checked, as `validate` tells it."""

from typing import Final

from rich.console import Console
from rich.text import Text

from ansatz import targets
from ansatz.claims.checkable import advice
from ansatz.cli.show import visible
from ansatz.core.outcome import Judged, TargetOutcome
from ansatz.core.understanding import Gap
from ansatz.reading.read import read_spec

_MOST: Final = 3


def gaps_of(text: str, found: TargetOutcome) -> tuple[Gap, ...]:
    """What the text leaves open; none for what is verified or refuted, where there is nothing to add."""
    outcome = found.outcome
    if not isinstance(outcome, Judged) or outcome.record.level not in {"plausible", "unchecked"}:
        return ()
    named = targets.named(text, found.qualified_name)
    if not named:
        return ()
    target = named[min(found.ordinal, len(named) - 1)]
    spec = read_spec(text, target)
    return () if spec.faults else advice(spec, text)[:_MOST]


def show_advice(console: Console, text: str, found: TargetOutcome) -> None:
    """One line a gap, with the words that would close it where there are any."""
    for gap in gaps_of(text, found):
        console.print(Text(f"  To have it checked: {visible(gap.message)}", style="yellow"), soft_wrap=True)
        for proposal in gap.proposals:
            console.print(Text(f"    {visible(proposal.title)}"), soft_wrap=True)
