"""What the code writes about itself is what is committed."""

import pytest

from tests.documents import DOCUMENTS, ROOT


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_says_what_the_code_says(name: str) -> None:
    assert DOCUMENTS[name]() == (ROOT / name).read_text(), f"{name} is out of date: run make docs"
