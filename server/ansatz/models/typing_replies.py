"""Answers as typed values: asks with a schema, reads what comes, and asks for repair at most twice."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from ansatz.core.model import Message, Prompt, Reply, Typed

from .faults import told
from .parsing import json_in

Value = TypeVar("Value")
Schema = dict[str, Any]

REPAIRS: Final = 2
_PROBLEMS: Final = 8
"""How many problems of one answer are told to the model."""


async def ask_until_it_fits(
    ask: Callable[[Prompt, Schema], Awaitable[Reply]], prompt: Prompt, kind: type[Value]
) -> Typed[Value]:
    """A value of `kind`. Raises `ModelFault` of kind `reply` when the last repair does not fit either."""
    adapter = TypeAdapter(kind)
    schema = adapter.json_schema()
    wanted = replace(prompt, messages=_with_schema(prompt.messages, schema))
    reply = await ask(wanted, schema)
    usage, is_cached = reply.usage, reply.cached
    problem = ""
    for turn in range(REPAIRS + 1):
        try:
            value = adapter.validate_json(json.dumps(json_in(reply.text)))
        except ValidationError as error:
            problem = _problems(error)
        except ValueError as error:
            problem = str(error)
        else:
            return Typed(value, replace(reply, usage=usage, cached=is_cached))
        if turn < REPAIRS:
            turns = (Message("assistant", reply.text), Message("user", _repair(problem)))
            wanted = replace(wanted, messages=(*wanted.messages, *turns))
            reply = await ask(wanted, schema)
            usage, is_cached = usage + reply.usage, is_cached and reply.cached
    raise told("reply", f"The answer of {reply.model} does not fit after {REPAIRS} repairs: {problem}.")


def _with_schema(messages: tuple[Message, ...], schema: Schema) -> tuple[Message, ...]:
    """The schema in words too: many models take no schema, and those that do follow it better."""
    last = messages[-1]
    text = (
        f"{last.text}\n\nAnswer with one JSON value that fits this JSON schema, and nothing else:\n"
        f"{json.dumps(schema, ensure_ascii=False, separators=(',', ':'))}"
    )
    return (*messages[:-1], replace(last, text=text))


def _repair(problem: str) -> str:
    return f"This does not fit: {problem}. Answer again with the whole corrected JSON value, nothing else."


def _problems(error: ValidationError) -> str:
    found = error.errors(include_url=False, include_input=False, include_context=False)
    shown = [f"{'.'.join(map(str, one['loc'])) or 'the value'}: {one['msg']}" for one in found[:_PROBLEMS]]
    return "; ".join(shown)
