"""Modes and ablations by their names."""

from collections.abc import Sequence
from typing import Annotated, Final, get_args

import typer

from ansatz.cli.bench.modes.actor_critic import ActorCritic
from ansatz.cli.bench.modes.author import Ablation, Author
from ansatz.cli.bench.modes.direct import Direct
from ansatz.cli.bench.modes.mosaic import Mosaic, Solved
from ansatz.cli.unusable import Unusable

_LEAVES_OUT: Final[dict[str, frozenset[Ablation]]] = {
    "direct": frozenset(),
    "actor-critic": frozenset(),
    "mosaic": frozenset(("ccw", "teacher", "exemplars")),
    "ansatz": frozenset(get_args(Ablation)),
}
"""What each mode has that can be left out."""

MODES: Final = tuple(_LEAVES_OUT)

ModeOption = Annotated[
    str, typer.Option(help="How functions are written: direct, actor-critic, mosaic or ansatz.")
]
WithoutOption = Annotated[
    list[str] | None,
    typer.Option(
        help="Leave a part of the mode out: ccw, teacher, exemplars, symbolic or validation; may be "
        "given again.",
        show_default=False,
    ),
]


def ablations(mode: str, names: Sequence[str]) -> frozenset[Ablation]:
    """The parts of a mode that are left out. Raises `Unusable` for a mode, or a part, that there is not."""
    if mode not in _LEAVES_OUT:
        raise Unusable(f"--mode {mode}: {', '.join(MODES)}.")
    there = _LEAVES_OUT[mode]
    for name in names:
        if name not in there:
            said = ", ".join(sorted(there)) or "nothing"
            raise Unusable(f"--without {name}: of the mode {mode} this can be left out: {said}.")
    return frozenset(one for one in there if one in names)


def author_of(mode: str, without: frozenset[Ablation], solved: Sequence[Solved]) -> Author | None:
    """The author that a mode is; None for the pipeline, which has more to be opened.

    `solved` is what a teacher may learn from.
    """
    match mode:
        case "direct":
            return Direct()
        case "actor-critic":
            return ActorCritic()
        case "mosaic":
            return Mosaic(solved, without)
        case _:
            return None
