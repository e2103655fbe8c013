"""What holds for every new password, however it is set."""

from todoauth.domain.errors import InvalidValue
from todoauth.domain.model.password import Password
from todoauth.ports.breaches import IsBreached


async def never_breached(_password: Password) -> bool:
    """Fulfil `IsBreached` where nobody has a list."""
    return False


async def require_unbreached(is_breached: IsBreached, password: Password, *, field: str = "password") -> None:
    """Let a password pass that is not known to have been stolen.

    Raises:
        InvalidValue: it is.
    """
    if await is_breached(password):
        raise InvalidValue("is among passwords that were stolen elsewhere and published", field=field)
