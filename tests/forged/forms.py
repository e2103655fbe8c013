"""Texts that are nearly a token."""

import base64
import json
from collections.abc import Iterator

from tests.forged.forger import Forger, encoded


def by_form(forger: Forger) -> Iterator[tuple[str, str]]:
    """Yield texts of another form, by name."""
    good = forger.forged()
    head, payload, proof = good.split(".")
    ones = encoded(b"\xff" * (len(proof) * 3 // 4))
    zeros = encoded(bytes(len(base64.urlsafe_b64decode(proof + "=="))))
    yield from {
        "padded signature": f"{good}=",
        "doubly padded signature": f"{good}==",
        "padded header": f"{head}=.{payload}.{proof}",
        "padded payload": f"{head}.{payload}==.{proof}",
        "standard base64": f"{head}.{payload}.{proof[:-2]}+/",
        "a fourth part": f"{good}.{proof}",
        "five parts": f"{good}.{payload}.{proof}",
        "a leading dot": f".{good}",
        "a trailing dot": f"{good}.",
        "white space before": f" {good}",
        "white space after": f"{good} ",
        "white space within": f"{head}. {payload}.{proof}",
        "a line's end": f"{good}\n",
        "a tab": f"{good}\t",
        "NUL": f"{good}\0",
        "a lone surrogate": f"{good}\ud800",
        "full width": good.replace("e", "\uff45", 1),
        "nothing": "",
        "dots": "..",
        "only a header": head,
        "two parts": f"{head}.{payload}",
        "no payload": f"{head}..{proof}",
        "no signature": f"{head}.{payload}.",
        "a signature of zeros": f"{head}.{payload}.{zeros}",
        "a signature of ones": f"{head}.{payload}.{ones}",
        "half a signature": f"{head}.{payload}.{proof[: len(proof) // 2]}",
        "twice the signature": f"{good}{proof}",
        "the signature of the other half": f"{head}.{payload}.{encoded(base64.urlsafe_b64decode(proof + '==')[::-1])}",
        "more than 4 KiB": forger.forged(forger.said | {"jti": "x" * 4096}),
        "in capitals": good.upper(),
        "backwards": good[::-1],
        "twice": good + good,
        "as JSON": json.dumps({"payload": payload, "signatures": []}),
        "with its scheme": f"Bearer {good}",
        "in quotes": f'"{good}"',
        "encrypted, it says": f"{head}.a.b.c.{proof}",
    }.items()
