"""The sandbox made of containers of a Docker engine, here or elsewhere."""

from .address import EngineAddress
from .backend import Docker

__all__ = ["Docker", "EngineAddress"]
