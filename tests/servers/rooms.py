"""Small disks, which fill up."""

import os
import pwd
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

# Nobody else sees the disk, and it is gone with the last process that does.
MOUNT = """
mkdir -p "$0" && mount -t tmpfs -o "size=$1m,uid=$2,mode=0700" tmpfs "$0" || exit
user=$2; shift 2
exec setpriv --reuid="$user" --regid="$user" --clear-groups "$@"
"""


def small_disk(folder: str, *, megabytes: int, user: str = "root") -> Sequence[str]:
    """What to run a command within, so that `folder`, beside which it starts, is a disk of that size. Needs root."""
    return ["unshare", "-m", "sh", "-c", MOUNT, folder, str(megabytes), str(pwd.getpwnam(user).pw_uid)]


@contextmanager
def filled_up(folder: Path) -> Iterator[None]:
    """The disk of a folder is full until the block is left."""
    ballast = os.open(folder / "ballast", os.O_CREAT | os.O_WRONLY)
    try:
        size = 1 << 20
        while size:
            try:
                os.write(ballast, bytes(size))
            except OSError:
                size //= 2
        yield
    finally:
        os.ftruncate(ballast, 0)
        os.close(ballast)
