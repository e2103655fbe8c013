"""Certificates that a test run makes for itself (X.509, RFC 5280), each signed with its own key (ECDSA, P-256)."""

import ssl
from base64 import encodebytes
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha1, sha256
from ipaddress import ip_address
from secrets import randbelow
from tempfile import NamedTemporaryFile
from typing import TypeAlias

Point: TypeAlias = tuple[int, int] | None

# FIPS 186-4, D.1.2.3
FIELD = 2**256 - 2**224 + 2**192 + 2**96 - 1
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
BASE = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)

INTEGER, BITS, BYTES, OID, UTF8, SEQUENCE, SET, TIME = 0x02, 0x03, 0x04, 0x06, 0x0C, 0x30, 0x31, 0x17
CURVE = bytes.fromhex("06082a8648ce3d030107")
SIGNATURE = bytes.fromhex("300a06082a8648ce3d040302")
KEY_KIND = bytes.fromhex("301306072a8648ce3d0201") + CURVE


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate and its key, as PEM."""

    certificate: str
    key: str

    def for_server(self) -> ssl.SSLContext:
        """With this certificate a server shows who it is."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        with NamedTemporaryFile("w", suffix=".pem") as file:
            file.write(self.key + self.certificate)
            file.flush()
            context.load_cert_chain(file.name)
        return context

    def for_client(self) -> ssl.SSLContext:
        """A client that trusts this certificate and no other."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(cadata=self.certificate)
        return context


def certificate(*names: str, valid_for: timedelta = timedelta(hours=1)) -> Certificate:
    """A certificate of those host names and addresses."""
    key = 1 + randbelow(ORDER - 1)
    point = b"\x04" + b"".join(number.to_bytes(32, "big") for number in _times(key, BASE) or ())
    body = _body(names, _der(BITS, b"\x00", point), point, datetime.now(UTC) + valid_for)
    signed = _der(SEQUENCE, body, SIGNATURE, _der(BITS, b"\x00", _signature(body, key)))
    private = _der(SEQUENCE, _integer(1), _der(BYTES, key.to_bytes(32, "big")), _der(0xA0, CURVE))
    return Certificate(_pem("CERTIFICATE", signed), _pem("EC PRIVATE KEY", private))


def _body(names: Sequence[str], key: bytes, point: bytes, until: datetime) -> bytes:
    name = _der(SEQUENCE, _der(SET, _der(SEQUENCE, bytes.fromhex("0603550403"), _der(UTF8, names[0].encode()))))
    return _der(
        SEQUENCE,
        _der(0xA0, _integer(2)),
        _integer(1 + randbelow(2**64)),
        SIGNATURE,
        name,
        _der(SEQUENCE, _time(until - timedelta(days=1, hours=1)), _time(until)),
        name,
        _der(SEQUENCE, KEY_KIND, key),
        _der(0xA3, _der(SEQUENCE, *_extensions(names, point))),
    )


def _extensions(names: Sequence[str], point: bytes) -> list[bytes]:
    critical = b"\x01\x01\xff"
    return [
        _extension(19, _der(SEQUENCE, critical), critical),  # it signs certificates: its own
        _extension(15, _der(BITS, b"\x02\x84"), critical),
        _extension(14, _der(BYTES, sha1(point, usedforsecurity=False).digest())),
        _extension(17, _der(SEQUENCE, *map(_name, names))),
    ]


def _extension(number: int, value: bytes, critical: bytes = b"") -> bytes:
    return _der(SEQUENCE, _der(OID, bytes([0x55, 0x1D, number])), critical, _der(BYTES, value))


def _name(name: str) -> bytes:
    try:
        return _der(0x87, ip_address(name).packed)
    except ValueError:
        return _der(0x82, name.encode())


def _signature(body: bytes, key: int) -> bytes:
    secret = 1 + randbelow(ORDER - 1)
    x, _ = _times(secret, BASE) or (0, 0)
    s = pow(secret, -1, ORDER) * (int.from_bytes(sha256(body).digest(), "big") + x * key) % ORDER
    return _der(SEQUENCE, _integer(x % ORDER), _integer(s))


def _times(factor: int, point: Point) -> Point:
    product: Point = None
    while factor:
        if factor & 1:
            product = _plus(product, point)
        point, factor = _plus(point, point), factor >> 1
    return product


def _plus(left: Point, right: Point) -> Point:
    if left is None or right is None:
        return left or right
    (x, y), (u, v) = left, right
    if x == u and (y + v) % FIELD == 0:
        return None
    slope = (3 * x * x - 3) * pow(2 * y, -1, FIELD) if left == right else (v - y) * pow(u - x, -1, FIELD)
    third = (slope * slope - x - u) % FIELD
    return third, (slope * (x - third) - y) % FIELD


def _der(tag: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    size = len(content).to_bytes((len(content).bit_length() + 7) // 8 or 1, "big")
    return bytes([tag]) + (size if len(content) < 0x80 else bytes([0x80 | len(size)]) + size) + content


def _integer(number: int) -> bytes:
    return _der(INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def _time(at: datetime) -> bytes:
    return _der(TIME, at.strftime("%y%m%d%H%M%SZ").encode())


def _pem(label: str, content: bytes) -> str:
    return f"-----BEGIN {label}-----\n{encodebytes(content).decode()}-----END {label}-----\n"
