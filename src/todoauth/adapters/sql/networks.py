"""Known networks, in SQL."""

from dataclasses import dataclass
from datetime import datetime

from todoauth.adapters.sql.asked import networks as statements
from todoauth.adapters.sql.executor import Connection
from todoauth.domain.model.device import AddressRange
from todoauth.domain.model.ids import UserId
from todoauth.ports.ledgers import KnownNetworks, KnownNetworksView


@dataclass(frozen=True)
class SqlKnownNetworksView(KnownNetworksView):
    """Known networks, read over one connection."""

    connection: Connection

    async def knows(self, user_id: UserId, network: AddressRange, *, since: datetime) -> bool:
        row = await self.connection.one(statements.LOGGED_IN_AT, {"user_id": user_id, "network": network.text})
        return row is not None and next(iter(row)) >= since


class SqlKnownNetworks(SqlKnownNetworksView, KnownNetworks):
    """Known networks, in one transaction."""

    async def remember(self, user_id: UserId, network: AddressRange, *, at: datetime, most: int) -> None:
        this = {"user_id": user_id, "network": network.text, "logged_in_at": at}
        if await self.connection.run(statements.RENEW, this):
            return
        await self.connection.run(statements.ADD, this)
        for (surplus,) in (await self.connection.all(statements.OF_USER, {"user_id": user_id}))[most:]:
            await self.connection.run(statements.FORGET, {"user_id": user_id, "network": surplus})

    async def purge(self, *, before: datetime, at_most: int) -> int:
        old = await self.connection.all(statements.OLD, {"before": before, "at_most": at_most})
        for user_id, network in old:
            await self.connection.run(statements.FORGET, {"user_id": user_id, "network": network})
        return len(old)
