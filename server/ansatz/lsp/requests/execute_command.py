"""`workspace/executeCommand`: the arguments checked, and the command run."""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypedDict, cast

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from ..commands import Argument
from ..kinds import COMMANDS, OTHERS
from ..session import Session

if TYPE_CHECKING:
    from ansatz.ide.actions import Verb


class _Place(TypedDict):
    line: int
    character: int


_MODULES: "Mapping[Verb, str]" = {
    "generate": "generate",
    "preview": "preview",
    "validate": "validate",
    "keepTest": "keep_test",
    "dismissClaim": "dismiss_claim",
    "applyKept": "apply_kept",
    "change": "change",
    "dryRun": "dry_run",
}


async def handle(session: Session, params: types.ExecuteCommandParams) -> Any:
    """The command's answer, a JSON object with `status`, `message` and more."""
    if (module := OTHERS.get(params.command)) is not None:
        return await import_module(f"ansatz.lsp.commands.{module}").run(session, params.arguments)
    verb = COMMANDS.get(params.command)
    if verb is None:
        raise JsonRpcInvalidParams(f"there is no command {params.command!r}")
    argument = _argument(list(params.arguments or ()))
    command = import_module(f"ansatz.lsp.commands.{_MODULES[verb]}")
    return await command.run(session, argument, params.work_done_token)


def _argument(given: list[object]) -> Argument:
    """The single argument that every command takes; raises `JsonRpcInvalidParams`."""
    only = given[0] if len(given) == 1 else None
    if not isinstance(only, dict):
        raise JsonRpcInvalidParams('a command takes one argument: {"uri", "version", "range"}')
    fields = cast("dict[str, object]", only)
    uri, version, name = fields.get("uri"), fields.get("version"), fields.get("name")
    claim, instruction = fields.get("claim", ""), fields.get("instruction", "")
    ordinal, rank, steps = fields.get("ordinal", 0), fields.get("rank", 0), fields.get("steps")
    if not isinstance(uri, str):
        raise JsonRpcInvalidParams("`uri` must be a string")
    if version is not None and not _is_whole(version):
        raise JsonRpcInvalidParams("`version` must be a whole number or null")
    if name is not None and not isinstance(name, str):
        raise JsonRpcInvalidParams("`name` must be a string")
    if not isinstance(claim, str):
        raise JsonRpcInvalidParams("`claim` must be a string")
    if not isinstance(instruction, str):
        raise JsonRpcInvalidParams("`instruction` must be a string")
    if not (_is_whole(ordinal) and _is_whole(rank)):
        raise JsonRpcInvalidParams("`ordinal` and `rank` must be whole numbers")
    if steps is not None and not (_is_whole(steps) and steps):
        raise JsonRpcInvalidParams("`steps` must be a whole number from 1 on, or null")
    return Argument(
        uri,
        cast("int | None", version),
        _range(fields.get("range")),
        name,
        cast("int", ordinal),
        cast("int", rank),
        cast("int | None", steps),
        claim,
        instruction,
    )


def _range(value: object) -> types.Range:
    fields = cast("dict[str, object]", value) if isinstance(value, dict) else {}
    return types.Range(_position(fields.get("start")), _position(fields.get("end")))


def _position(value: object) -> types.Position:
    fields = cast("dict[str, object]", value) if isinstance(value, dict) else {}
    line, character = fields.get("line"), fields.get("character")
    if not (_is_whole(line) and _is_whole(character)):
        raise JsonRpcInvalidParams("`range` must hold `start` and `end`, each with `line` and `character`")
    place = cast("_Place", fields)
    return types.Position(place["line"], place["character"])


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
