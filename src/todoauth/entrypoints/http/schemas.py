"""What answers look like, for the OpenAPI document. The views make them; a test holds the two together."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints

from todoauth.domain.model.cleaning import CleaningType

_Amount = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,8}\.[0-9]{2}$")]


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid")


class User(_Answer):
    """An account, as its owner sees it."""

    id: UUID
    username: str
    full_name: str | None
    email: str | None
    is_verified: bool
    is_active: bool
    is_superuser: bool
    created_at: datetime
    updated_at: datetime


class UserPage(_Answer):
    """Some accounts, and where the next page begins."""

    users: list[User]
    next_cursor: str | None


class Tokens(_Answer):
    """What a session hands out (RFC 6749 section 5.1)."""

    access_token: str
    token_type: Literal["bearer"]
    expires_in: int
    refresh_token: str
    username: str


class Session(_Answer):
    """A log-in that lasts. `client` is what the client said it was, `network` the range of addresses it came from."""

    id: UUID
    created_at: datetime
    last_used_at: datetime
    ends_at: datetime
    client: str | None
    network: str | None
    is_current: bool


class SessionList(_Answer):
    """All sessions, the last used first."""

    sessions: list[Session]
    next_cursor: None


class Todo(_Answer):
    """Something to be done."""

    id: UUID
    content: str
    is_done: bool
    created_at: datetime
    updated_at: datetime
    version: int


class TodoPage(_Answer):
    """Some todos, and where the next page begins."""

    todos: list[Todo]
    next_cursor: str | None


class Cleaning(_Answer):
    """A cleaning job on offer."""

    id: UUID
    name: str
    description: str | None
    cleaning_type: CleaningType
    price: _Amount
    owner: UUID
    created_at: datetime
    updated_at: datetime
    version: int


class CleaningPage(_Answer):
    """Some cleanings, and where the next page begins."""

    cleanings: list[Cleaning]
    next_cursor: str | None


class Life(_Answer):
    """That the process answers."""

    status: Literal["live"]


class Check(_Answer):
    """How something is that the service leans on."""

    status: Literal["ok", "away"]
    milliseconds: float


class Readiness(_Answer):
    """Whether the service can be sent requests, and how that on which it depends is, for operators."""

    status: Literal["ready", "degraded"]
    checks: dict[str, Check] | None = None


class Home(_Answer):
    """What the service is."""

    name: str
    version: str
    links: dict[str, str]


class OAuthError(_Answer):
    """What an OAuth client is told when something goes wrong (RFC 6749 section 5.2)."""

    error: Literal["invalid_request", "invalid_grant", "unsupported_grant_type"]
    error_description: str


class PublicKey(_Answer):
    """The public half of a signing key (RFC 7517, RFC 8037)."""

    kty: Literal["OKP", "EC"]
    crv: Literal["Ed25519", "P-256"]
    x: str
    y: str | None = None
    kid: str
    alg: Literal["EdDSA", "ES256"]
    use: Literal["sig"]


class PublicKeys(_Answer):
    """A JSON Web Key Set."""

    keys: list[PublicKey]
