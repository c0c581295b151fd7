"""`workspace/executeCommand`: the arguments checked, and the command run."""

from importlib import import_module
from typing import Any, TypedDict, cast

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from ..commands import Argument
from ..kinds import COMMANDS
from ..session import Session


class _Place(TypedDict):
    line: int
    character: int


async def handle(session: Session, params: types.ExecuteCommandParams) -> Any:
    """The command's answer, a JSON object with `status`, `message` and more."""
    verb = COMMANDS.get(params.command)
    if verb is None:
        raise JsonRpcInvalidParams(f"there is no command {params.command!r}")
    argument = _argument(list(params.arguments or ()))
    module = {"generate": "generate", "validate": "validate", "applyKept": "apply_kept"}[verb]
    command = import_module(f"ansatz.lsp.commands.{module}")
    return await command.run(session, argument, params.work_done_token)


def _argument(given: list[object]) -> Argument:
    """The single argument that every command takes; raises `JsonRpcInvalidParams`."""
    only = given[0] if len(given) == 1 else None
    if not isinstance(only, dict):
        raise JsonRpcInvalidParams('a command takes one argument: {"uri", "version", "range"}')
    fields = cast("dict[str, object]", only)
    uri, version, name = fields.get("uri"), fields.get("version"), fields.get("name")
    ordinal = fields.get("ordinal", 0)
    if not isinstance(uri, str):
        raise JsonRpcInvalidParams("`uri` must be a string")
    if version is not None and not _is_whole(version):
        raise JsonRpcInvalidParams("`version` must be a whole number or null")
    if name is not None and not isinstance(name, str):
        raise JsonRpcInvalidParams("`name` must be a string")
    if not _is_whole(ordinal):
        raise JsonRpcInvalidParams("`ordinal` must be a whole number")
    return Argument(
        uri,
        cast("int | None", version),
        _range(fields.get("range")),
        name,
        cast("int", ordinal),
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
