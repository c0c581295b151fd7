"""From settings to how language models are asked: the gateway, the exemplars, and the time for it."""

from ..core.exemplar import Domain, Shelf
from ..models.dry_run import Unsent
from ..models.gateway import Gateway
from ..pipeline.teaching import Teaching
from .asking_models import open_models
from .settings import Settings


class Teachers:
    """The models of a process. Each request of the user has a budget of its own."""

    def __init__(
        self, gateway: Gateway, shelf: Shelf | None, domain: Domain | None, proposes: bool = False
    ) -> None:
        self._gateway = gateway
        self._shelf = shelf
        self._domain: Domain | None = domain
        self._proposes = proposes

    @property
    def patience_s(self) -> float:
        """How much longer a function may take than without models: their calls run beside one another."""
        configuration = self._gateway.configuration
        return configuration.per_request.seconds / configuration.concurrency

    def for_request(self) -> Teaching:
        """How models are asked for one request; nothing is sent yet."""
        return Teaching(
            self._gateway.for_request(), self._shelf, domain=self._domain, proposes=self._proposes
        )

    def for_dry_run(self) -> tuple[Teaching, Unsent]:
        """The same for a request that sends nothing, with what is asked of it."""
        unsent = Unsent(self._gateway)
        return Teaching(unsent, self._shelf, domain=self._domain, proposes=self._proposes), unsent

    async def close(self) -> None:
        """Lets go of open connections."""
        await self._gateway.close()


def open_teachers(settings: Settings, shelf: Shelf | None) -> Teachers | None:
    """None where no model is configured to draft. Raises `SettingsError`."""
    chosen = settings.models
    if not (chosen.all or chosen.student).strip():
        return None
    domain = None if chosen.domain == "auto" else chosen.domain
    # Claims cost a long call: they are asked for where somebody chose who proposes them.
    return Teachers(open_models(settings), shelf, domain, proposes=bool(chosen.critic.strip()))
