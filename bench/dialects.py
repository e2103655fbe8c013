"""How databases say what makes millions of rows."""

from dataclasses import dataclass
from datetime import datetime

from bench.rows import identity


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a database says what the others say otherwise.

    Args:
        series: a table of the numbers `n` below `{size}`.
        bytes: an id of its 32 hexadecimal digits `{digits}`.
        digits: a number `{n}` as 15 hexadecimal digits.
        digest: 32 bytes that no other number `n` has.
        half: how to divide a number, leaving out what is left.
        time: `{milliseconds}` after the time `{at}`.
        at: that time, as it is written.
        in_order: whether rows lie in the order of their key, and are best added in it.
    """

    series: str
    bytes: str
    digits: str
    digest: str
    half: str
    time: str
    at: str
    in_order: bool = True

    def id(self, kind: int, number: str) -> str:
        """Return the id of that kind (see `identity`) and number."""
        whole = f"'{identity(kind, 0).hex[:17]}' || {self.digits.format(n=number)}"
        return self.bytes.format(digits=whole)

    def times(self, at: datetime, milliseconds: str = "0") -> str:
        """Return what time it is so long after that one."""
        microseconds = int(at.timestamp()) * 1_000_000 + at.microsecond
        written = self.at.format(at=f"{at:%Y-%m-%d %H:%M:%S.%f}", microseconds=microseconds)
        return self.time.format(at=written, milliseconds=milliseconds)


POSTGRESQL = Dialect(
    series="generate_series(0, {size} - 1) n",
    bytes="CAST({digits} AS uuid)",
    digits="lpad(to_hex({n}), 15, '0')",
    digest="sha256(int8send(n))",
    half="/",
    time="{at} + ({milliseconds}) * interval '1 ms'",
    at="timestamptz '{at}+00'",
    in_order=False,
)
SQLITE = Dialect(
    series="(WITH RECURSIVE up(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM up LIMIT {size}) SELECT n FROM up)",
    bytes="unhex({digits})",
    digits="printf('%015x', {n})",
    digest="randomblob(32)",
    half="/",
    time="{at} + ({milliseconds}) * 1000",
    at="{microseconds}",
)
MARIADB = Dialect(
    series="(SELECT seq n FROM seq_0_to_{size} LIMIT {size}) numbers",
    bytes="unhex({digits})",
    digits="lpad(hex({n}), 15, '0')",
    digest="unhex(sha2(n, 256))",
    half="DIV",
    time="{at} + INTERVAL ({milliseconds}) * 1000 MICROSECOND",
    at="TIMESTAMP'{at}'",
)
