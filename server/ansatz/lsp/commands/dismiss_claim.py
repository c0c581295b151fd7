"""`ansatz.dismissClaim`: the user knows that a claim on a function is wrong, and it counts no longer."""

from lsprotocol import types

from ansatz import ide
from ansatz.core.dismissal import record_without
from ansatz.targets import functions, slice_digest, spec_digest

from ..session import Session
from . import Argument
from .answers import Answer, ended, of_function, summed_up, tell


async def run(session: Session, argument: Argument, token: types.ProgressToken | None) -> Answer:
    """Notes it for as long as the docstring stays as it is; the record says so from now on."""
    return tell(session, _dismissed(session, argument))


def _dismissed(session: Session, argument: Argument) -> Answer:
    page = session.page(argument.uri)
    if page is None:
        return ended("failed", "Open the file in the editor first.")
    snapshot = page.whole
    wanted = (argument.name, argument.ordinal)
    for target in functions(snapshot.text):
        if (target.qualified_name, target.ordinal) != wanted:
            continue
        store, spec = session.records(snapshot.uri), spec_digest(snapshot.text, target)
        record = store.get(target.qualified_name, spec, slice_digest(snapshot.text, target))
        if record is None or all(claim.id != argument.claim for claim in record.claims):
            break
        store.dismiss(target.qualified_name, spec, argument.claim)
        after = record_without(record, {argument.claim})
        store.put(after)
        session.publisher.publish(snapshot.uri)
        message = f"`{target.name}`: the claim counts no longer, until the docstring changes. {after.level}."
        told = ide.Told("judged", after.level, message)
        return summed_up([of_function(target.name, target.qualified_name, target.ordinal, told)])
    return ended("stale", "The code or its docstring has changed since. Validate it again.")
