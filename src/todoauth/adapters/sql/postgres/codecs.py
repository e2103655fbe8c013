"""The driver knows every type that the tables use, and is too generous with two of them."""

from typing import Final

from todoauth.adapters.sql.compiled import Codec, Codecs
from todoauth.adapters.sql.values import aware, exact

CODECS: Final[Codecs] = {"time": Codec(aware, None), "amount": Codec(exact, None)}
