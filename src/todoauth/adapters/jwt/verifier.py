"""Access tokens, verified by other services than the one that issued them."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from todoauth.adapters.jwt.jwks import keys_in
from todoauth.adapters.jwt.reader import TokenReader
from todoauth.adapters.jwt.terms import Terms
from todoauth.domain.errors import Unavailable
from todoauth.domain.model.session import AccessClaims

log = logging.getLogger(__name__)


class JwtVerifier:
    """Reads the access tokens of a service elsewhere, without asking it about each (RFC 9068 section 4).

    It cannot know that a session has ended: its tokens are believed until they expire, minutes later.

    Args:
        fetch: returns the service's `/.well-known/jwks.json`. It may raise anything: the keys at hand are used then.
        terms: the issuer and the audience of the service.
        fresh: how old the keys may get before they are fetched again.
        stale: how old they may get at all, while they cannot be fetched.
        pause: how long to leave the service alone after each fetch, whoever brings tokens under unknown keys.
        patience: how long a fetch may take.
        monotonic: seconds that only ever grow.
    """

    def __init__(
        self,
        fetch: Callable[[], Awaitable[bytes | str]],
        terms: Terms,
        *,
        fresh: timedelta = timedelta(minutes=5),
        stale: timedelta = timedelta(days=1),
        pause: timedelta = timedelta(seconds=10),
        patience: timedelta = timedelta(seconds=5),
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._fetch = fetch
        self._terms = terms
        self._fresh, self._stale, self._pause = fresh.total_seconds(), stale.total_seconds(), pause.total_seconds()
        self._patience = patience.total_seconds()
        self._monotonic = monotonic
        self._fetching = asyncio.Lock()
        self._reader: TokenReader | None = None
        self._fetched_at = self._tried_at = float("-inf")

    async def read(self, token: str, *, at: datetime) -> AccessClaims:
        """Return what `token` says, if the service issued it and it is valid at `at`.

        Raises:
            InvalidToken: whatever else it is. The reason is never told.
            Unavailable: the keys of the service are not to be had.
        """
        if self._lacks_key_of(token):
            async with self._fetching:  # whoever else lacks it waits for the same answer
                if self._lacks_key_of(token) and self._may_fetch():
                    await self._refresh()
        elif self._age() >= self._fresh and self._may_fetch() and not self._fetching.locked():
            async with self._fetching:
                await self._refresh()
        if self._reader is None or self._age() >= self._stale:
            raise Unavailable(timedelta(seconds=self._pause))
        return self._reader.read(token, at)

    def _lacks_key_of(self, token: str) -> bool:
        return self._reader is None or not self._reader.knows_key_of(token)

    def _may_fetch(self) -> bool:
        return self._monotonic() - self._tried_at >= self._pause

    def _age(self) -> float:
        return self._monotonic() - self._fetched_at

    async def _refresh(self) -> None:
        self._tried_at = self._monotonic()
        try:
            async with asyncio.timeout(self._patience):
                document = await self._fetch()
            self._reader = TokenReader(keys_in(document), self._terms)
        except Exception as error:  # noqa: BLE001 - a fetch of theirs may raise anything, and tokens stay what they are
            log.warning("the keys of the issuer are not to be had: %s", type(error).__name__)
        else:
            self._fetched_at = self._tried_at
