"""What every token must agree with."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Whose tokens, for whom, and for how long at most.

    Args:
        issuer: who issues them.
        audience: who they are for (ASVS 9.2.3).
        longest: tokens that claim a longer life are not believed.
        leeway: how far the clock of another machine of ours may be ahead (ASVS 9.2.1). No token lives longer for it.
    """

    issuer: str
    audience: str
    longest: timedelta = timedelta(hours=1)
    leeway: timedelta = timedelta(seconds=10)
