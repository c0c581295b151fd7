"""`ansatz models`: which language models are set, what they cost and took, and whether they answer."""

import asyncio
import sys
from dataclasses import asdict
from getpass import getpass
from pathlib import Path
from typing import Annotated, Any, get_args

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ansatz.cli.as_json import dump
from ansatz.cli.exits import Exit
from ansatz.cli.options import JsonOption, SetOption, overrides
from ansatz.cli.session import settings_for
from ansatz.cli.show import visible
from ansatz.cli.unusable import Unusable
from ansatz.core.model import Message, ModelFault, Prompt, Role
from ansatz.engine import key_store
from ansatz.engine.asking_models import open_models
from ansatz.models.gateway import Gateway

_TRIAL = Prompt("trial", 1, (Message("user", "Answer with the one word: ready"),), files=())


def models(
    workspace: Annotated[Path, typer.Argument(help="A folder, or a file in it.")] = Path(),
    tries: Annotated[bool, typer.Option("--try", help="Make one small call.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what --try would send, to whom, at what price at most.")
    ] = False,
    keep_key: Annotated[
        str | None,
        typer.Option(
            metavar="VARIABLE",
            help="Ask for a key and keep it in the system's key store under the name of this variable.",
            show_default=False,
        ),
    ] = None,
    forget_key: Annotated[
        str | None,
        typer.Option(
            metavar="VARIABLE", help="Take a key out of the system's key store.", show_default=False
        ),
    ] = None,
    role: Annotated[str, typer.Option(help="Which role --try and --dry-run ask.")] = "student",
    as_json: JsonOption = False,
    settings: SetOption = None,
) -> None:
    """Show the language models that are set, their prices, and what today's calls took.

    Exit code 1: the small call got no answer.
    """
    if keep_key is not None or forget_key is not None:
        _store(keep_key, forget_key)
        return
    asked = _role(role)
    gateway = open_models(settings_for(workspace.resolve(), overrides(settings)))
    try:
        found = asyncio.run(_find(gateway, asked, tries=tries, dry_run=dry_run))
    except ModelFault as fault:
        sys.stderr.write(f"ansatz: {visible(str(fault))}\n")
        raise typer.Exit(Exit.NONE_ACCEPTED) from fault
    if as_json:
        sys.stdout.write(dump(found))
    else:
        _show(found)


def _store(kept: str | None, forgotten: str | None) -> None:
    """Changes what the system's key store has; a key is typed without being shown, or piped in."""
    for name in filter(None, (kept, forgotten)):
        if not name.isidentifier():
            raise Unusable(f"{name!r} is not the name of a variable: write one such as LAB_KEY.")
    try:
        if forgotten is not None and not key_store.forget_key(forgotten):
            raise Unusable(f"The key store has no {forgotten}.")
        if kept is not None:
            typed = getpass(f"Key for {kept}: ") if sys.stdin.isatty() else sys.stdin.readline()
            if not typed.strip():
                raise Unusable("No key was given; nothing was changed.")
            key_store.keep_key(kept, typed.strip())
    except key_store.NoKeyStore as error:
        raise Unusable(str(error)) from error


def _role(text: str) -> Role:
    for role in get_args(Role):
        if role == text and role != "embedder":
            return role
    raise Unusable(f"--role {text}: planner, teacher, student or critic.")


async def _find(gateway: Gateway, role: Role, *, tries: bool, dry_run: bool) -> dict[str, Any]:
    try:
        if dry_run:
            return {"would_send": asdict(await gateway.estimate(role, _TRIAL))}
        if tries:
            # Whether the provider answers is the question, not what it once said.
            reply = await gateway.fresh().for_request().ask(role, _TRIAL)
            return {"reply": asdict(reply)}
        return await _overview(gateway)
    finally:
        await gateway.close()


async def _overview(gateway: Gateway) -> dict[str, Any]:
    chosen = gateway.configuration
    roles: dict[str, Any] = {}
    for role in get_args(Role):
        endpoint = chosen.endpoints.get(role)
        if endpoint is None:
            roles[role] = None
            continue
        price = await gateway.provider.price(endpoint)
        key = None if endpoint.variable is None else endpoint.variable in chosen.keys
        roles[role] = asdict(endpoint) | {
            "key_is_set": key,
            "price": None if price is None else asdict(price),
        }
    today = asdict(gateway.ledger.today())
    return {
        "roles": roles,
        "today": today,
        "per_day": asdict(chosen.per_day),
        "per_request": asdict(chosen.per_request),
    }


def _show(found: dict[str, Any]) -> None:
    console = Console(highlight=False)
    if "reply" in found:
        reply = found["reply"]
        usage = reply["usage"]
        console.print(Text(f"{visible(reply['model'])} answers: {visible(reply['text'])}"), soft_wrap=True)
        counts = f"{usage['tokens_in']} tokens in, {usage['tokens_out']} out, {usage['seconds']:.1f} s, "
        console.print(Text(counts + _money(usage["usd"])), soft_wrap=True)
    elif "would_send" in found:
        _show_estimate(console, found["would_send"])
    else:
        _show_overview(console, found)


def _show_estimate(console: Console, sent: dict[str, Any]) -> None:
    endpoint = sent["endpoint"]
    console.print(Text(f"To: {_where(endpoint)}"), soft_wrap=True)
    for message in sent["messages"]:
        console.print(Text(f"{message['role']}: {visible(message['text'])}"), soft_wrap=True)
    most = f"At most {sent['tokens_in']} tokens in, {sent['tokens_out']} out, "
    console.print(Text(most + _money(sent["usd"])), soft_wrap=True)


def _show_overview(console: Console, found: dict[str, Any]) -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("Role", "Model", "Key", "US dollars a million tokens, in / out"):
        table.add_column(title, overflow="fold")
    for role, row in found["roles"].items():
        if row is None:
            table.add_row(role, "none", "", "")
            continue
        price = row["price"]
        cost = "unknown" if price is None else f"{price['usd_in'] * 1e6:g} / {price['usd_out'] * 1e6:g}"
        table.add_row(role, Text(_where(row)), Text(_key(row)), cost)
    console.print(table)
    today, day = found["today"], found["per_day"]
    console.print(
        f"Today (UTC): {today['calls']} of {day['calls']} calls, "
        f"{today['tokens']} of {day['tokens']} tokens, "
        f"${today['usd']:.4f} of ${day['usd']:g}, {today['seconds']:.0f} of {day['seconds']:.0f} seconds.",
        soft_wrap=True,
    )
    if today["unpriced"]:
        console.print(
            f"{today['unpriced']} of the calls had no known price: dollars leave them out.", soft_wrap=True
        )
    if not any(found["roles"].values()):
        console.print("No model is set: nothing leaves this computer.", soft_wrap=True)


def _where(endpoint: dict[str, Any]) -> str:
    return visible(f"{endpoint['model']} at {endpoint['url'] or 'its provider'}")


def _key(endpoint: dict[str, Any]) -> str:
    if endpoint["variable"] is None:
        return "none" if endpoint["url"] else "the provider's usual variable"
    return visible(endpoint["variable"]) + ("" if endpoint["key_is_set"] else " (not set)")


def _money(usd: float | None) -> str:
    return "price unknown" if usd is None else f"${usd:.6f}"
