"""The forms of OAuth 2.0 (RFC 6749 appendix B)."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from todoauth.entrypoints.http.refusals import MalformedBody

_MOST_FIELDS = 100


def parse_form(raw: bytes) -> Mapping[str, str]:
    """Return the fields of a form. Empty fields count as absent (RFC 6749 section 3.2).

    Raises:
        MalformedBody: no UTF-8, no form, or a field twice.
    """
    if not raw:
        return {}
    try:
        fields = parse_qsl(
            raw.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError:
        raise MalformedBody("The body is no form.") from None
    form = dict(fields)
    if len(form) < len(fields):
        raise MalformedBody("The form names a field twice.")
    return {name: value for name, value in form.items() if value}
