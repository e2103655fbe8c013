"""How the service on this machine is, asked from beside it: for those who watch it without a client of HTTP."""

from http.client import HTTPConnection, HTTPException

from todoauth.entrypoints.refusal import Refused
from todoauth.entrypoints.settings import Settings

_PATIENCE = 5  # seconds
_OK = 200


def ask_health(settings: Settings) -> str:
    """Return what a service with these settings says, if it is ready.

    Raises:
        Refused: it is not ready, or does not answer within five seconds.
    """
    here = settings.bind.from_here
    connection = HTTPConnection(here.host, here.port, timeout=_PATIENCE)
    try:
        connection.request("GET", f"{settings.prefix}/health/ready", headers={"Host": settings.allowed_hosts[0]})
        answer = connection.getresponse()
        told = answer.read().decode()
    except (OSError, HTTPException) as error:
        raise Refused(f"The service does not answer at {here}.") from error
    finally:
        connection.close()
    if answer.status != _OK:
        raise Refused(f"The service is not ready: it answers {answer.status}.", told)
    return told
