"""An nginx in front of the service, configured as `deploy/nginx` says."""

import os
import shutil
import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.servers.certificates import Certificate
from tests.servers.processes import free_port, supervised, temporary_folder, unprivileged_user

CONFIGURATION = Path(__file__).parents[2] / "deploy/nginx"
MISSING = "nginx is missing: install it (Debian: apt install nginx-light; macOS: brew install nginx)."


class NginxMissing(Exception):
    """No nginx was found."""


def nginx_binary(path: str = f"{os.environ['PATH']}:/usr/sbin") -> str:
    """The nginx of this machine. PyPI has none.

    Raises:
        NginxMissing: there is none; it says what to install.
    """
    found = shutil.which("nginx", path=path)
    if found is None:
        raise NginxMissing(MISSING)
    return found


@contextmanager
def own_nginx(apps: Sequence[str], *, certificate: Certificate | None = None) -> Iterator[str]:
    """An nginx in front of two apps, `host:port` each; its address, without a path.

    Raises:
        NginxMissing: there is none on this machine.
    """
    binary, user, port = nginx_binary(), unprivileged_user("www-data", "nobody"), free_port()
    folder = temporary_folder(user)
    _configure(folder, apps, port, certificate)
    command = [binary, "-e", "stderr", "-p", f"{folder}/", "-c", f"{folder}/nginx.conf"]
    with supervised(command, folder, user=user) as process:
        process.wait_until(lambda: _listens(port))
        yield f"{'https' if certificate else 'http'}://127.0.0.1:{port}"


def _configure(folder: Path, apps: Sequence[str], port: int, certificate: Certificate | None) -> None:
    """Only what differs from place to place differs here from what is deployed."""
    shutil.copy(CONFIGURATION / "nginx.conf", folder)
    places = {f"app-{number}:8000": app for number, app in enumerate(apps, 1)}
    (folder / "apps.conf").write_text(_replaced(CONFIGURATION / "apps.conf", places))
    front, listen = ("front-tls.conf", "listen 8443") if certificate else ("front.conf", "listen 8080")
    here = {listen: f"listen 127.0.0.1:{port}", "/dev/stdout": "access.log"}
    (folder / "front.conf").write_text(_replaced(CONFIGURATION / front, here))
    if certificate:
        (folder / "certificate.pem").write_text(certificate.certificate)
        (folder / "key.pem").write_text(certificate.key)


def _replaced(file: Path, by: Mapping[str, str]) -> str:
    text = file.read_text()
    for old, new in by.items():
        assert old in text, f"{file} does not say {old}"
        text = text.replace(old, new)
    return text


def _listens(port: int) -> bool:
    with socket.socket() as peer:
        return peer.connect_ex(("127.0.0.1", port)) == 0
