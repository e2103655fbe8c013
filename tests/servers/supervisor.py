"""Run a command until standard input closes, then stop it and remove its folder.

The owner holds the other end of standard input, and a dead owner holds nothing: however a test run ends, SIGKILL
included, neither a server nor its folder outlives it. A command that somebody kills has done no wrong: tests do so.

    python supervisor.py FOLDER USER COMMAND...      (an empty USER: the caller's own)
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

SECONDS_TO_STOP = 60
SECONDS_TO_REMOVE = 5


def supervise(folder: Path, user: str | None, command: list[str]) -> int:
    # Whoever runs in the background inherits that it is ignored; the command must hear it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    group = pwd.getpwnam(user).pw_gid if user else None
    would_not_stop = threading.Event()
    try:
        with subprocess.Popen(
            command, stdin=subprocess.DEVNULL, cwd=folder, user=user, group=group, extra_groups=[] if user else None
        ) as child:
            threading.Thread(target=_outlive_no_owner, args=(child, would_not_stop), daemon=True).start()
    finally:
        _remove(folder)
    if child.returncode == -signal.SIGKILL and not would_not_stop.is_set():
        return 0
    return child.returncode if child.returncode >= 0 else 128 - child.returncode


def _outlive_no_owner(child: subprocess.Popen[bytes], would_not_stop: threading.Event) -> None:
    os.read(sys.stdin.fileno(), 1)
    child.send_signal(signal.SIGINT)
    try:
        child.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        would_not_stop.set()
        child.kill()


def _remove(folder: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_REMOVE
    while True:
        try:
            return shutil.rmtree(folder)
        except OSError:  # the children of a process that was killed may still write
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


if __name__ == "__main__":
    sys.exit(supervise(Path(sys.argv[1]), sys.argv[2] or None, sys.argv[3:]))
