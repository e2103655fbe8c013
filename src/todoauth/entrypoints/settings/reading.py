"""Settings, read once from the environment and from `.env` in the working directory."""

import logging
import os
import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from io import StringIO
from pathlib import Path

from dotenv.parser import parse_stream
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from todoauth.entrypoints.refusal import SettingsRefused
from todoauth.entrypoints.settings.model import Settings
from todoauth.entrypoints.settings.production import Unfit
from todoauth.entrypoints.settings.stage import NAMES

_KNOWN = [f"{NAMES}{field.upper()}" for field in Settings.model_fields]
_IGNORED = re.compile(rf"{NAMES}TEST_")
# Kubernetes tells every container of a namespace about a service called `todoauth`.
_KUBERNETES = re.compile(rf"{NAMES}(SERVICE_HOST|SERVICE_PORT|PORT)(_.*)?")

log = logging.getLogger(__name__)


def read_settings(**given: str) -> Settings:
    """Return the settings. What is given comes before the environment, and that before `.env`.

    A name of ours that is no setting is refused in `.env`, and only warned of in the environment, where others put
    names as well.

    Raises:
        SettingsRefused: with one sentence for each reason. Values are never repeated.
    """
    names, refused = _dotenv()
    refused += [_unknown(name) for name in _strangers(names)]
    try:
        settings = Settings.model_validate(given)
    except ValidationError as error:
        refused += [reason for details in error.errors() for reason in _reasons(details)]
        raise SettingsRefused(*refused) from None
    if refused:
        raise SettingsRefused(*refused)
    for name in _strangers(os.environ):
        log.warning("%s", _unknown(name))
    return settings


def _dotenv() -> tuple[list[str], list[str]]:
    """Return the names in `.env`, and what is wrong with it: a line that is skipped may be the one that counts."""
    try:
        text = Path(".env").read_text(encoding="utf-8")
    except FileNotFoundError:
        return [], []
    except (OSError, UnicodeDecodeError):
        raise SettingsRefused("The file .env cannot be read as UTF-8 text.") from None
    lines = [line for line in parse_stream(StringIO(text)) if line.error or line.key is not None]
    wrong = [
        f"Line {line.original.line} of .env is no NAME=value." for line in lines if line.error or line.value is None
    ]
    return [line.key for line in lines if line.key is not None], wrong


def _strangers(names: Iterable[str]) -> Iterator[str]:
    ours = (name for name in names if name.upper().startswith(NAMES) and not _IGNORED.match(name.upper()))
    return (name for name in ours if name.upper() not in _KNOWN)


def _unknown(name: str) -> str:
    nearest = [] if _KUBERNETES.fullmatch(name) else get_close_matches(name.upper(), _KNOWN, n=1, cutoff=0.8)
    return f"{name} is no setting; did you mean {nearest[0]}?" if nearest else f"{name} is no setting."


def _reasons(details: ErrorDetails) -> Iterator[str]:
    cause = details.get("ctx", {}).get("error")
    if isinstance(cause, Unfit):
        yield from cause.reasons
    elif details["type"] != "default_factory_not_called":
        reason = str(cause) if cause is not None else details["msg"]
        yield f"{NAMES}{'_'.join(map(str, details['loc'][:1])).upper()} {reason}."
