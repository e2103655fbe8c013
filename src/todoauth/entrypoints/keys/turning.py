"""What `todoauth keys` does: make the rings, turn them, and take keys out."""

from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from todoauth.adapters.jwt import Algorithm
from todoauth.adapters.system import new_key, new_key_id, system_clock
from todoauth.entrypoints.keys.derived import read_keys
from todoauth.entrypoints.keys.file import changing, read_rings, write_rings
from todoauth.entrypoints.keys.ring import Ring, RingKey, State
from todoauth.entrypoints.keys.rings import Rings
from todoauth.entrypoints.refusal import Refused
from todoauth.entrypoints.settings import Settings
from todoauth.ports.system import Clock


class Purpose(StrEnum):
    """Which ring."""

    SIGNING = "signing"
    PEPPER = "pepper"


def rings_of(settings: Settings, *, now: Clock = system_clock) -> Rings:
    """Return the rings of a deployment, be they kept in a file or derived.

    Raises:
        Refused: they cannot be read.
    """
    if settings.keys_file is None:
        return Rings.derived(read_keys(settings), now())
    return read_rings(settings.keys_file)


def make_rings(settings: Settings, *, algorithm: Algorithm = Algorithm.HS256, now: Clock = system_clock) -> Rings:
    """Keep rings in the file from now on: the keys that are in use, and a next one of each sort.

    Args:
        algorithm: of the next signing key.

    Raises:
        Refused: the file is there already, or cannot be written.
    """
    with changing(_file(settings)) as path:
        if path.exists():
            raise Refused("The file of TODOAUTH_KEYS_FILE is there already: see todoauth keys list.")
        at, derived = now(), Rings.derived(read_keys(settings), now())
        signing = derived.signing.rotated(_fresh(algorithm, now), at)
        rings = Rings(signing=signing, peppers=derived.peppers.rotated(_fresh(Algorithm.HS256, now), at))
        write_rings(path, rings)
    return rings


def rotate(
    settings: Settings, purpose: Purpose, *, algorithm: Algorithm | None = None, now: Clock = system_clock
) -> Rings:
    """Make the next key of a ring current, and a fresh one next. Nobody is logged out: older keys still verify.

    Args:
        algorithm: of the fresh signing key; that of the newest one, if not said.

    Raises:
        Refused: there is no such file, it cannot be written, or a pepper is to have an algorithm.
    """
    if purpose is Purpose.PEPPER and algorithm is not None:
        raise Refused("A pepper has no algorithm to choose.")
    with changing(_file(settings)) as path:
        rings = read_rings(path)
        ring = _ring(rings, purpose)
        fresh = _fresh(algorithm or (ring.next or ring.current).algorithm, now)
        rings = _with(rings, purpose, ring.rotated(fresh, now()))
        write_rings(path, rings)
    return rings


def retire(settings: Settings, id: str, *, even_if_needed: bool = False, now: Clock = system_clock) -> Rings:
    """Take a key out of its ring: whatever was made with it is void.

    Raises:
        Refused: there is no such key, it is current, or it may still be needed.
    """
    with changing(_file(settings)) as path:
        rings = read_rings(path)
        for purpose in Purpose:
            ring = _ring(rings, purpose)
            if (key := ring.named(id)) is not None:
                _refuse_needed(key, purpose, settings, now, even_if_needed=even_if_needed)
                rings = _with(rings, purpose, ring.without(id))
                write_rings(path, rings)
                return rings
    raise Refused("There is no key of that id: see todoauth keys list.")


def _refuse_needed(key: RingKey, purpose: Purpose, settings: Settings, now: Clock, *, even_if_needed: bool) -> None:
    if key.state is State.CURRENT:
        raise Refused("The key is current: rotate first.")
    if key.state is State.NEXT or even_if_needed:
        return
    if purpose is Purpose.PEPPER:
        raise Refused(
            "Whoever has not logged in since this pepper was current needs it: without it they must reset their "
            "password. Say --yes to retire it all the same."
        )
    if now() < key.since + settings.access_token_lifetime:
        raise Refused(
            "Access tokens under this key still live: their bearers would have to refresh. Wait for "
            "TODOAUTH_ACCESS_TOKEN_LIFETIME, or say --yes."
        )


def _fresh(algorithm: Algorithm, now: Clock) -> RingKey:
    at = now()
    return RingKey(id=new_key_id(), algorithm=algorithm, secret=_secret(algorithm), made_at=at, since=at)


def _secret(algorithm: Algorithm) -> bytes:
    if not algorithm.is_asymmetric:
        return new_key()
    try:
        from todoauth.adapters.jwt.asymmetric import new_private_key  # noqa: PLC0415 - perhaps not installed
    except ModuleNotFoundError as error:
        raise Refused(f"{algorithm.value} needs an extra: pip install 'todoauth[asymmetric]'.") from error
    return new_private_key(algorithm)


def _file(settings: Settings) -> Path:
    if settings.keys_file is None:
        raise Refused("TODOAUTH_KEYS_FILE must name the file that is to keep the keys.")
    return settings.keys_file


def _ring(rings: Rings, purpose: Purpose) -> Ring:
    return rings.signing if purpose is Purpose.SIGNING else rings.peppers


def _with(rings: Rings, purpose: Purpose, ring: Ring) -> Rings:
    return replace(rings, signing=ring) if purpose is Purpose.SIGNING else replace(rings, peppers=ring)
