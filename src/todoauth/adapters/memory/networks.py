"""Known networks, in memory."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice, takewhile

from todoauth.adapters.memory.store import ALL, NETWORKS, NETWORKS_OF, KnownNetwork, Store
from todoauth.domain.model.device import AddressRange
from todoauth.domain.model.ids import UserId
from todoauth.ports.ledgers import KnownNetworks, KnownNetworksView


@dataclass(frozen=True)
class MemoryKnownNetworksView(KnownNetworksView):
    """Known networks, to look up."""

    store: Store

    async def knows(self, user_id: UserId, network: AddressRange, *, since: datetime) -> bool:
        known = self.store.networks.get((user_id, network))
        return known is not None and known.at >= since


class MemoryKnownNetworks(MemoryKnownNetworksView, KnownNetworks):
    """Known networks, in one transaction."""

    async def remember(self, user_id: UserId, network: AddressRange, *, at: datetime, most: int) -> None:
        self.store.require_user(user_id)
        self.store.networks.put(KnownNetwork(user_id, network, at))
        latest_first = self.store.networks.all(NETWORKS_OF, user_id, descending=True)
        self._forget(list(islice(latest_first, most, None)))

    async def purge(self, *, before: datetime, at_most: int) -> int:
        old = takewhile(lambda known: known.at < before, self.store.networks.all(NETWORKS, ALL))
        return self._forget(list(islice(old, at_most)))

    def _forget(self, networks: list[KnownNetwork]) -> int:
        for known in networks:
            self.store.networks.drop((known.user_id, known.network))
        return len(networks)
