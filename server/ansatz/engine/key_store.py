"""Keys that the operating system keeps for the user, by the names of their variables."""

import importlib
import importlib.util
import logging
from collections.abc import Iterable
from typing import Any, Final

log = logging.getLogger(__name__)

SERVICE: Final = "ansatz"
"""The name under which the keys are listed in the system's own tool."""


class NoKeyStore(Exception):
    """Nothing can be kept: says why, and what the user can do."""


def stored_keys(variables: Iterable[str]) -> dict[str, str]:
    """The keys that are kept under these names. A store that can't be read is as good as empty."""
    found: dict[str, str] = {}
    if importlib.util.find_spec("keyring") is None:
        return found
    library, errors = _library()
    for name in variables:
        try:
            value = library.get_password(SERVICE, name)
        except errors as error:
            # What was asked for may be kept, what it is may not: the name alone is told.
            log.warning("The system's key store can't be read for %s: %s", name, type(error).__name__)
            continue
        if value:
            found[name] = value
    return found


def keep_key(variable: str, value: str) -> None:
    """Puts a key into the system's store, over what was there. Raises `NoKeyStore`."""
    library, errors = _needed()
    try:
        library.set_password(SERVICE, variable, value)
    except errors as error:
        raise NoKeyStore(_without_store(error)) from error


def forget_key(variable: str) -> bool:
    """Takes a key out of the system's store; whether there was one. Raises `NoKeyStore`."""
    library, errors = _needed()
    try:
        if library.get_password(SERVICE, variable) is None:
            return False
        library.delete_password(SERVICE, variable)
    except errors as error:
        raise NoKeyStore(_without_store(error)) from error
    return True


def _needed() -> tuple[Any, type[Exception]]:
    if importlib.util.find_spec("keyring") is None:
        raise NoKeyStore(
            "The package `keyring`, which reaches the system's key store, is not installed: "
            '`pip install "ansatz-ls[keyring]"`, or put the key into an environment variable.'
        )
    return _library()


def _library() -> tuple[Any, type[Exception]]:
    library = importlib.import_module("keyring")
    return library, importlib.import_module("keyring.errors").KeyringError


def _without_store(error: Exception) -> str:
    return (
        f"This system has no key store that can be used ({type(error).__name__}). "
        "Put the key into an environment variable instead."
    )
