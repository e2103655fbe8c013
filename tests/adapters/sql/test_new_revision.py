"""The next revision, written from the tables."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

SOURCES = Path(__file__).parents[3] / "src"


def test_the_next_revision_is_written_from_the_tables(tmp_path: Path):
    shutil.copytree(SOURCES, tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    tables = tmp_path / "src/todoauth/adapters/sql/tables/accounts.py"
    added = tables.read_text().replace(
        '    Column("full_name", text(100)),\n', '    Column("full_name", text(100)),\n    Column("motto", text(9)),\n'
    )
    tables.write_text(added)
    script = (
        "import sys; from todoauth.adapters.sql.migrations import new, upgrade, downgrade, status\n"
        "url = 'sqlite:///' + sys.argv[1]; upgrade(url); print(new('Add mottos'))\n"
        "before = status(url); upgrade(url); downgrade(url, before.current); upgrade(url); print(*before.pending)"
    )
    written = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "x.db")],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "src")},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    (revision,) = (tmp_path / "src/todoauth/adapters/sql/migrations/versions").glob("*_add_mottos.py")
    assert str(revision) in written
    assert '"motto"' in revision.read_text().replace("'", '"')
    assert revision.name.partition("_")[0] in written.splitlines()[-1]
