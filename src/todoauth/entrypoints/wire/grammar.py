"""What a request must look like so that whoever stands before us reads it as we do (RFC 9112, ASVS 4.2.1).

The parser refuses most of what could be read in two ways. This is what it lets pass.
"""

from collections.abc import Sequence

from todoauth.entrypoints.http.refusals import HeadersTooLarge, MalformedRequest, RequestRefused, TargetTooLong

LONGEST_TARGET = 8_192  # bytes
MOST_AROUND_BODY = 65_536  # bytes: of the headers, and of what comes between and after chunks


def require_clear(version: str, method: bytes, target: bytes, headers: Sequence[tuple[bytes, bytes]]) -> None:
    """Return if there is one way to read the head of a request.

    Args:
        version: of HTTP, such as `1.1`.
        target: as it was sent: a path, or all of a URL if that names the same host as `Host`.
        headers: names in lower case.

    Raises:
        TargetTooLong: more than 8 KiB.
        MalformedRequest: another version than 1.0 and 1.1, another target, a transfer coding that is not just chunks,
            or chunks in HTTP/1.0, which does not know them.
    """
    if len(target) > LONGEST_TARGET:
        raise TargetTooLong
    if version not in {"1.1", "1.0"}:
        raise MalformedRequest("The version must be 1.1 or 1.0.")
    if b"#" in target or not (target[:1] == b"/" or _is_whole(method, target, headers)):
        raise MalformedRequest("The target must be a path, or a URL of the same host as Host.")
    codings = [value.lower() for name, value in headers if name == b"transfer-encoding"]
    if codings and (codings != [b"chunked"] or version == "1.0"):
        raise MalformedRequest("The only transfer coding is chunked.")


def too_much(target: bytes, *, in_body: bool) -> RequestRefused:
    """Return what is wrong with a request of which more has come than it may have beside its body.

    Args:
        target: as much as has come of it.
        in_body: whether the headers are over.
    """
    if in_body:
        return MalformedRequest("There is too much between the chunks of the body, or after them.")
    return TargetTooLong() if len(target) > LONGEST_TARGET else HeadersTooLarge()


def _is_whole(method: bytes, target: bytes, headers: Sequence[tuple[bytes, bytes]]) -> bool:
    """Return whether `target` is the server as such, or a URL (RFC 9112 sections 3.2.2 and 3.2.4)."""
    hosts = [value.lower() for name, value in headers if name == b"host"]
    is_ours = len(hosts) == 1 and target.lower().startswith(b"http://" + hosts[0] + b"/")
    return is_ours or (method == b"OPTIONS" and target == b"*")
