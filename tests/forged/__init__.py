"""Everything that somebody may try in place of an access token, under each algorithm that we sign with."""

from tests.forged.claims import by_claim, by_type
from tests.forged.forger import CLAIMS, LATER, OLD_SECRET, SECRET, TERMS, Forger, encoded, keys_of
from tests.forged.forms import by_form
from tests.forged.headers import by_algorithm, by_header, by_key

__all__ = ["CLAIMS", "LATER", "OLD_SECRET", "SECRET", "TERMS", "Forger", "corpus", "encoded", "keys_of"]


def corpus(forger: Forger) -> dict[str, str]:
    """Every forgery by its name. None of them is the good token."""
    ways = (by_algorithm, by_key, by_header, by_form, by_claim, by_type)
    return {name: token for forge in ways for name, token in forge(forger)}
