"""Who is compared, and how each is started."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from bench import credentials
from bench.machine import APP
from bench.rows import Person
from bench.venvs import ROOT, deployed, python_with

_HERE = Path(__file__).parent
_NOBODY = 9  # a port where nobody takes mail: it waits in the outbox
_QUIET = ("--log-level", "warning")
_UVICORN = (
    *_QUIET,
    "--loop",
    "uvloop",
    "--http",
    "httptools",
    "--no-access-log",
    "--no-proxy-headers",
    "--no-server-header",
)

# The limits of the service are there, and count; only nobody here gets near them.
_WIDE = {
    "TODOAUTH_LIMIT_WRITE_PER_USER": "999999/1s",
    "TODOAUTH_LIMIT_TOKEN_PER_CLIENT": "999999/1s",
    "TODOAUTH_LIMIT_LOG_IN_PER_CLIENT": "999999/1s",
    "TODOAUTH_LIMIT_LOG_IN_PER_ACCOUNT": "999999/1s",
    "TODOAUTH_LIMIT_LOG_IN_PER_KNOWN_NETWORK": "999999/1s",
    "TODOAUTH_LIMIT_LOG_IN_TOTAL": "999999/1s",
    "TODOAUTH_LIMIT_VERIFY_PER_CLIENT": "999999/1s",
    "TODOAUTH_LIMIT_GUESSES_AN_HOUR": "100",
    "TODOAUTH_LIMIT_GUESSES_A_DAY": "100",
}


@dataclass(frozen=True, slots=True)
class Program:
    """A program that answers the questions of the benchmark.

    Args:
        name: what tables call it.
        command: what starts it at a port.
        environ: what it is told about the database.
        token: the access token by which it knows somebody.
        cores: where it runs.
        keeps_sessions: whether it reads the session on every request, so that one that has ended is worth nothing.
    """

    name: str
    command: Callable[[int], list[str]]
    environ: Callable[[int, str], Mapping[str, str]]
    token: Callable[[Person], str] = field(default=credentials.access_token)
    keeps_sessions: bool = True
    cores: frozenset[int] = frozenset(APP)

    @property
    def database(self) -> str:
        """The name of the database that it has for itself."""
        return f"of_{self.name}".translate({ord(" "): "_", ord("*"): "_star", ord(","): None})


def product(name: str = "todoauth", python: Path | None = None) -> Program:
    """Return the service, as `todoauth serve` starts it for production, where nothing else is installed."""
    command = [str(python or deployed()), "-m", "todoauth.entrypoints", "serve"]
    return Program(name, lambda _: command, _settings)


def limit(name: str, module: str) -> Program:
    """Return one of the limits."""
    python = python_with(_HERE / "limits/requirements.txt")
    return Program(name, lambda port: _uvicorn(python, f"bench.limits.{module}:app", port), _told)


def embedded(synchronous: str) -> Program:
    """Return the limit of a SQLite file, as durable as that."""
    found = limit(f"sqlite3, {synchronous}", "embedded")
    environ = found.environ
    return replace(found, environ=lambda port, url: {**environ(port, url), "BENCH_SYNCHRONOUS": synchronous})


def fastapi_users() -> Program:
    """Return FastAPI Users, as its documentation sets it up."""
    token = partial(credentials.plain_token, aud=["fastapi-users:auth"])
    return _peer("FastAPI Users", "fastapi_users", token)


def template() -> Program:
    """Return the way of the full-stack FastAPI template."""
    return _peer("FastAPI template", "template", credentials.plain_token)


def django_ninja() -> Program:
    """Return Django with django-ninja."""
    python = python_with(_HERE / "peers/django_ninja/requirements.txt")
    options = ["--worker-class", "gthread", "--threads", "8", "--keep-alive", "75", *_QUIET]
    command = [str(python), "-m", "gunicorn", "bench.peers.django_ninja.wsgi", *options, "--bind"]
    return Program(
        "django-ninja",
        lambda port: [*command, f"127.0.0.1:{port}"],
        lambda port, url: {**_told(port, url), "DJANGO_SETTINGS_MODULE": "bench.peers.django_ninja.settings"},
        credentials.plain_token,
        keeps_sessions=False,
    )


def _peer(name: str, folder: str, token: Callable[[Person], str]) -> Program:
    python = python_with(_HERE / "peers" / folder / "requirements.txt")
    app = f"bench.peers.{folder}.app:app"
    return Program(name, lambda port: _uvicorn(python, app, port), _told, token, keeps_sessions=False)


def _uvicorn(python: Path, app: str, port: int) -> list[str]:
    return [str(python), "-m", "uvicorn", app, "--host", "127.0.0.1", "--port", str(port), *_UVICORN]


def _settings(port: int, database: str) -> Mapping[str, str]:
    return {
        "TODOAUTH_ENV": "production",
        "TODOAUTH_BIND": f"127.0.0.1:{port}",
        "TODOAUTH_ALLOWED_HOSTS": "127.0.0.1",
        "TODOAUTH_DATABASE_URL": database,
        "TODOAUTH_SECRET_KEY": credentials.SECRET,
        "TODOAUTH_SMTP_URL": f"smtp://127.0.0.1:{_NOBODY}",
        "TODOAUTH_DRAIN": "0",
        **_WIDE,
    }


def _told(_: int, database: str) -> Mapping[str, str]:
    return {
        "PYTHONPATH": str(ROOT),
        "BENCH_DATABASE_URL": database,
        "BENCH_SECRET": credentials.SECRET,
        "BENCH_TOKEN_KEY": credentials.KEYS.access_token.hex(),
        "BENCH_TOKEN_HEADER": credentials.header(),
        "BENCH_CODE_KEY": credentials.KEYS.code.hex(),
        "BENCH_NAMES_KEY": credentials.KEYS.shared_names.hex(),
    }
