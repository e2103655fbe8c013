"""What delivers mail apart from the service: all of it but the web."""

import asyncio

from todoauth.entrypoints.container import Container
from todoauth.entrypoints.departure import heed
from todoauth.entrypoints.logs import configure_logs
from todoauth.entrypoints.refusal import Refused
from todoauth.entrypoints.settings import Settings
from todoauth.entrypoints.waiting import run


def work(settings: Settings) -> None:
    """Deliver the mail that is owed, and purge, until told to stop by SIGINT or SIGTERM; told again, end at once.

    Raises:
        Refused: one-time codes are kept where the service could not find those of this process.
    """
    if settings.redis_url is None:
        raise Refused(
            "A separate worker needs TODOAUTH_REDIS_URL: without it one-time codes stay in the memory of the process "
            "that made them, and the service delivers its mail itself."
        )
    configure_logs(machine=settings.is_production, level=settings.log_level)
    asyncio.run(_until_told(Container(settings=settings)))


async def _until_told(container: Container) -> None:
    told = asyncio.Event()
    wake = asyncio.get_running_loop().call_soon_threadsafe
    heed(lambda: wake(told.set))
    await run(container, until=told)
