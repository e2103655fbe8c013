"""The schema of the database, before anything else uses it."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from todoauth.adapters.sql.migrations import SchemaTooNew, SchemaTorn, Status, downgrade, is_newest, status, upgrade
from todoauth.domain.errors import Contended, Unavailable
from todoauth.entrypoints.refusal import NotYet, Refused
from todoauth.entrypoints.settings import Settings

_SQLITE = "sqlite:///"
_ABSENCES = {
    "28": "The database does not let us in: see the user and the password in TODOAUTH_DATABASE_URL.",
    "3D": "There is no database of the name in TODOAUTH_DATABASE_URL: create it first.",
    "SQLITE_NOTADB": "The file of the database is something else.",
    "SQLITE_READONLY": "The file of the database cannot be written.",
    "SQLITE_CANTOPEN": "The file of the database cannot be opened.",
}


def prepare_schema(settings: Settings) -> None:
    """Migrate the database, or see to it that somebody has. Takes as long as it takes: call it in a thread.

    Raises:
        NotYet: the database does not answer.
        Refused: migrations are pending and must not be run unasked, or the database is not to be had.
    """
    with _refusals():
        if is_newest(_url(settings)):
            return
    if settings.auto_migrate:
        move_up(settings)
    elif status_of(settings).pending:
        raise Refused("The database waits for migrations: run todoauth migrate up.")


def move_up(settings: Settings, to: str = "head") -> str:
    """Migrate up to a revision, and return where the schema stands then."""
    with _refusals():
        upgrade(_url(settings), to)
    return standing(settings)


def move_down(settings: Settings, to: str) -> str:
    """Migrate down to a revision, and return where the schema stands then."""
    with _refusals():
        downgrade(_url(settings), to)
    return standing(settings)


def standing(settings: Settings) -> str:
    """Return where the schema stands, in a sentence."""
    found = status_of(settings)
    at = f"The schema is at revision {found.current}" if found.current else "There is no schema yet"
    return f"{at}; {', '.join(found.pending)} to come." if found.pending else f"{at}, the newest."


def status_of(settings: Settings) -> Status:
    """Return where the schema stands.

    Raises:
        Refused: the database is not there, or was migrated by a newer version.
    """
    with _refusals():
        return status(_url(settings))


def _url(settings: Settings) -> str:
    """Return where the database is. The directory of a SQLite file is made, for its owner alone."""
    url = settings.database_url.get_secret_value()
    if url.startswith(_SQLITE):
        Path(url.removeprefix(_SQLITE)).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return url


@contextmanager
def _refusals() -> Generator[None, None, None]:
    try:
        yield
    except SchemaTooNew as error:
        raise Refused("The database was migrated by a newer version of todoauth.") from error
    except SchemaTorn as error:
        raise Refused("A migration stopped half-way: run todoauth migrate up, or down, whichever it was.") from error
    except Contended as error:
        raise NotYet("Others are using the database: nothing was changed.") from error
    except Unavailable as error:
        raise absence(error) from error
    except OSError as error:
        raise Refused(f"The directory of the database cannot be made: {error.strerror}.") from error
    except ValueError as error:
        raise Refused("There is no such revision that way.") from error


def absence(error: Unavailable) -> Refused:
    """Return why the database is not to be had, as far as it says so itself (SQLSTATE, or SQLite's result code).

    It is `NotYet`, unless somebody has to do something first.
    """
    if isinstance(error.__cause__, ValueError):  # options that make no sense, a certificate that is not trusted
        return Refused("The database cannot be reached as TODOAUTH_DATABASE_URL asks for.")
    state = getattr(error.__cause__, "sqlstate", None) or getattr(error.__cause__, "sqlite_errorname", None) or ""
    told = next((told for beginning, told in _ABSENCES.items() if state.startswith(beginning)), None)
    return Refused(told) if told else NotYet("The database does not answer.")
