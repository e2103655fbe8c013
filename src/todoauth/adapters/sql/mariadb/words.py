"""What MariaDB and MySQL are told."""

from sqlalchemy import make_url

from todoauth.adapters.sql.compiled import Words
from todoauth.adapters.sql.compiler import worded
from todoauth.adapters.sql.mariadb.codecs import CODECS
from todoauth.adapters.sql.meanings import meant


def words() -> Words:
    """Return the words of both, as SQLAlchemy finds them."""
    dialect = make_url("mysql+asyncmy://").get_dialect()()
    return Words(lambda statement: worded(meant(statement), dialect), CODECS)
