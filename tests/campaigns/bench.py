"""Two processes of the service, a mail server, a PostgreSQL with a standby, and a Redis Cluster."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from secrets import token_urlsafe

from tests.servers import running_service
from tests.servers.postgres_pair import PostgresPair, own_postgres_pair
from tests.servers.redis import RedisServer
from tests.servers.redis_cluster import PRIMARIES, cluster_url, own_redis_cluster
from tests.servers.smtp import MailServer, mail_server

# Limits and the cost of hashing are proved elsewhere; here they would only be in the way.
SETTINGS = {
    "TODOAUTH_BCRYPT_COST": "4",
    "TODOAUTH_ALLOW_PLAINTEXT": "true",
    "TODOAUTH_LIMIT_SIGN_UP_PER_CLIENT": "100000/1m",
    "TODOAUTH_LIMIT_LOG_IN_PER_CLIENT": "100000/1m",
    "TODOAUTH_LIMIT_LOG_IN_PER_ACCOUNT": "100000/1m",
    "TODOAUTH_LIMIT_LOG_IN_PER_KNOWN_NETWORK": "100000/1m",
    "TODOAUTH_LIMIT_CODE_PER_CLIENT": "100000/1m",
    "TODOAUTH_LIMIT_VERIFY_PER_CLIENT": "100000/1m",
    "TODOAUTH_LIMIT_SIGN_UP_TOTAL": "100000/1m",
    "TODOAUTH_LIMIT_CODE_TOTAL": "100000/1m",
    "TODOAUTH_LIMIT_TOKEN_PER_CLIENT": "100000/1m",
    "TODOAUTH_LIMIT_WRITE_PER_USER": "100000/1m",
    "TODOAUTH_LIMIT_GUESSES_AN_HOUR": "100",
    "TODOAUTH_LIMIT_GUESSES_A_DAY": "100",
}


@dataclass(frozen=True, slots=True)
class Bench:
    """What there is to write to, and to kill."""

    postgres: PostgresPair
    redis: Sequence[RedisServer]
    mails: MailServer
    urls: Sequence[str]

    def kill_redis_primary(self, number: int) -> None:
        """End one of the primaries as a power cut would."""
        self.redis[number].kill()

    def is_redis_primary_replaced(self, number: int) -> bool:
        """Whether the replica of that primary has taken its place, and the Cluster knows."""
        replica = self.redis[PRIMARIES + number]
        is_primary = replica.do("INFO", "replication")["role"] == "master"
        return bool(is_primary and replica.do("CLUSTER INFO")["cluster_state"] == "ok")


@contextmanager
def running_bench(*, synchronous: bool = True) -> Iterator[Bench]:
    """Start all of it; stop it when the block is left."""
    with own_postgres_pair(synchronous=synchronous) as postgres, own_redis_cluster() as redis, mail_server() as mails:
        postgres.primary.create_database("todoauth")
        settings = SETTINGS | {
            "TODOAUTH_SECRET_KEY": token_urlsafe(32),
            "TODOAUTH_DATABASE_URL": postgres.url("todoauth"),
            "TODOAUTH_REDIS_URL": cluster_url(redis),
            "TODOAUTH_SMTP_URL": mails.url(),
        }
        with running_service(settings) as first, running_service(settings) as second:
            yield Bench(postgres, redis, mails, [first.base_url, second.base_url])
