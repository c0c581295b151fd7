"""The models that a benchmark asks: a provider's, with a budget for each assignment, or a trace's."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ansatz.cli.unusable import Unusable
from ansatz.core.model import Models
from ansatz.engine.asking_models import open_models
from ansatz.engine.settings import Settings
from ansatz.models.gateway import Gateway
from ansatz.models.trace import ReplayedModels


@dataclass(frozen=True, slots=True)
class Asking:
    """`open` gives the models of one assignment; `names` says which they are, by role."""

    open: Callable[[], Models]
    names: tuple[str, ...]
    gateway: Gateway | None = None

    async def ready(self) -> None:
        """Loads what calls need, so that no answer's time includes it."""
        if self.gateway is not None:
            await self.gateway.provider.ready()

    async def close(self) -> None:
        """Lets go of connections."""
        if self.gateway is not None:
            await self.gateway.close()


def asking(settings: Settings, replay: Path | None) -> Asking:
    """What settings, or a trace, give. Raises `Unusable` without either, and `SettingsError`."""
    if replay is not None:
        try:
            replayed = ReplayedModels(replay)
        except (OSError, ValueError) as error:
            raise Unusable(f"--replay {replay}: {error}.") from error
        return Asking(lambda: replayed, (f"replayed from {replay.name}",))
    gateway = open_models(settings)
    endpoints = gateway.configuration.endpoints
    if not endpoints:
        raise Unusable(
            "No model is configured: set models.all, such as --set 'models.all=MODEL at URL', "
            "or answer from a trace with --replay."
        )
    names = tuple(f"{role}: {one.model}" for role, one in sorted(endpoints.items()))
    return Asking(gateway.for_request, names, gateway)
