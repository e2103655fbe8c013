"""Become a command that stays on some cores: `python pinned.py 0,1 COMMAND...`."""

import os
import sys

if __name__ == "__main__":
    os.sched_setaffinity(0, set(map(int, sys.argv[1].split(","))))
    os.execvp(sys.argv[2], sys.argv[2:])  # noqa: S606 - nothing is a shell here
