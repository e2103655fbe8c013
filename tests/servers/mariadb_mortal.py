"""A MariaDB server that is stopped, killed and started again."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from signal import SIGTERM
from tempfile import TemporaryDirectory

from tests.servers.mariadb import serving
from tests.servers.mortal import Mortal

# As safe as it is by default: what was acknowledged must survive. It is started anew for as long as "$3" is not there.
# Its log is as small as it may be, so that it fits on a small disk.
SERVE = """
mkdir scratch && export TMPDIR="$PWD/scratch"
"$0" --no-defaults --datadir="$PWD/data" --auth-root-authentication-method=normal --skip-test-db \
    --innodb-log-file-size=4M >/dev/null || exit
trap 'over=1; kill -TERM $server' INT
until [ "$over" ]; do
  "$1" --no-defaults --datadir="$PWD/data" --socket="$PWD/socket" --pid-file="$PWD/pid" --bind-address=127.0.0.1 \
    --port="$2" --skip-name-resolve --innodb-buffer-pool-size=64M --innodb-log-file-size=4M --skip-log-bin &
  server=$!
  wait $server
  wait $server
  while [ -e "$3" ] && [ ! "$over" ]; do sleep 0.02; done
done
exit 0
"""


@contextmanager
def mortal_mariadb_server(within: Sequence[str] = ()) -> Iterator[Mortal]:
    """A server started here.

    Args:
        within: what to run it in, if not simply here; then whom it runs as is decided there.

    Raises:
        MariaDbMissing: there is no server on this machine.
    """
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        down = Path(folder) / "down"
        with serving(SERVE, str(down), within=within) as server:
            yield Mortal(server, down, SIGTERM)
