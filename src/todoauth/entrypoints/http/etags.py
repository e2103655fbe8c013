"""Versions on the wire: `ETag` and `If-Match` (RFC 9110 sections 8.8.3 and 13.1.1)."""

import re
from collections.abc import Mapping
from typing import Annotated, TypeAlias

from fastapi import Depends, Header, Request

from todoauth.domain.errors import PreconditionRequired
from todoauth.entrypoints.http.headers import values_of
from todoauth.entrypoints.http.refusals import MalformedHeader
from todoauth.entrypoints.http.wiring import wiring_of

_TAG = re.compile(r'(W/)?"([\x21\x23-\x7e\x80-\xff]*)"')
_VERSION = re.compile(r"[1-9][0-9]{0,9}")
_NO_VERSION = 0  # what no entity ever has


def etag(version: int) -> Mapping[str, str]:
    """Return the header that names a version."""
    return {"ETag": f'"{version}"'}


def version_in(if_match: str) -> int | None:
    """Return the version that `If-Match` asks for; `None` for `*`, which is any.

    A weak tag, and one that we never gave, match no version.

    Raises:
        MalformedHeader: neither `*` nor one entity tag.
    """
    if if_match == "*":
        return None
    found = _TAG.fullmatch(if_match)
    if not found:
        raise MalformedHeader('If-Match must be * or one entity tag, such as "1".')
    weak, version = found.groups()
    return int(version) if not weak and _VERSION.fullmatch(version) else _NO_VERSION


async def expected_version(
    request: Request,
    if_match: Annotated[str | None, Header(description="the `ETag` of what is to be changed, or `*`")] = None,
) -> int | None:
    """Return the version that a change is based on, or `None` for whatever is there.

    Raises:
        MalformedHeader: `If-Match` is there twice, or makes no sense.
        PreconditionRequired: it is not there, and this deployment asks for it.
    """
    if if_match is None:
        if wiring_of(request).require_if_match:
            raise PreconditionRequired
        return None
    if len(values_of(request, b"if-match")) > 1:
        raise MalformedHeader("If-Match must not be repeated.")
    return version_in(if_match.strip())


Expected: TypeAlias = Annotated[int | None, Depends(expected_version)]
