"""The file that keeps the rings: read by every process, written by whoever runs `todoauth keys`."""

import fcntl
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from todoauth.entrypoints.keys.rings import Rings
from todoauth.entrypoints.refusal import Refused


def read_rings(path: Path) -> Rings:
    """Return the rings in a file.

    Raises:
        Refused: it cannot be read, or holds something else.
    """
    try:
        return Rings.parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise Refused("The file of TODOAUTH_KEYS_FILE is not there: make it with todoauth keys init.") from error
    except OSError as error:
        raise Refused(f"The file of TODOAUTH_KEYS_FILE cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError:
        raise Refused("The file of TODOAUTH_KEYS_FILE is no text in UTF-8.") from None
    except ValueError as error:
        raise Refused(f"The file of TODOAUTH_KEYS_FILE {_told(error)}.") from None


def _told(error: ValueError) -> str:
    """Return a reason of ours. Those of others may quote what they cannot read."""
    reason = str(error)
    return reason if reason.startswith("must ") else "must hold rings as todoauth keys writes them"


@contextmanager
def changing(path: Path) -> Generator[Path, None, None]:
    """Be the only one who changes the file, in such a block. A link stays one: what it points at is changed.

    Raises:
        Refused: its directory is not there, or must not be written.
    """
    target = path.resolve()
    try:
        directory = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise Refused(f"The directory of TODOAUTH_KEYS_FILE cannot be opened: {error.strerror}.") from error
    try:
        fcntl.flock(directory, fcntl.LOCK_EX)
        yield target
        os.fsync(directory)
    finally:
        os.close(directory)


def write_rings(path: Path, rings: Rings) -> None:
    """Write rings, for the owner of the file alone. Readers see the old file or the new one, and so does a crash.

    Raises:
        Refused: it cannot be written, or would change its owner.
    """
    try:
        with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False) as draft:
            try:
                draft.write(rings.text)
                draft.flush()
                _give_to_owner(draft.fileno(), path)
                os.fsync(draft.fileno())
                Path(draft.name).replace(path)
            except BaseException:
                Path(draft.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise Refused(f"The file of TODOAUTH_KEYS_FILE cannot be written: {error.strerror}.") from error


def _give_to_owner(descriptor: int, path: Path) -> None:
    """Leave the owner what they had: root may rotate the keys of a service that does not run as root."""
    if path.exists():
        before = path.stat()
        os.fchown(descriptor, before.st_uid, before.st_gid)
