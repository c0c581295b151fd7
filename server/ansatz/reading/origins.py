"""What a reading could have got wrong, in the terms that candidates and claims share."""

from ..core.claim import Basis
from ..core.plan import Plan
from ..core.spec import Reading


def things_of(reading: Reading, plan: Plan) -> frozenset[Basis]:
    """One basis for each equation parsed, symbol bound, unit understood and equation rearranged.

    Rearranging is the planner's doing, whoever read the equation.
    """
    by = reading.reader
    bound = {parameter for _, parameter in plan.bindings}
    return frozenset(
        [
            *(Basis("parse", by, step.symbol) for step in plan.steps),
            *(Basis("binding", by, symbol) for symbol, _ in plan.bindings),
            *(Basis("units", by, parameter) for parameter, _ in reading.units if parameter in bound),
            *(
                Basis("units", by, output)
                for output, unit in zip(reading.outputs, reading.output_units, strict=True)
                if unit is not None
            ),
            *(Basis("solve", "planner", step.symbol) for step in plan.steps if step.is_solved),
        ]
    )
