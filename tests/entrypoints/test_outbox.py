"""`todoauth outbox`: what those who run the service see of the mail that is owed, and what they can do about it."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from tests.builders import NOON, a_user, an_owed_mail
from tests.entrypoints.shell import todoauth
from todoauth import EmailAddress, MailId, OwedMail
from todoauth.adapters.sql.database import SqlDatabase
from todoauth.entrypoints.mail_listing import as_json_lines, as_table
from todoauth.entrypoints.outbox import drop_mail, list_mail, retry_all_dead, retry_mail
from todoauth.entrypoints.refusal import Refused
from todoauth.entrypoints.schema import move_up
from todoauth.entrypoints.settings import Settings

IDS = [UUID(int=number << 80 | 0x7 << 76 | 0b10 << 62) for number in range(1, 4)]
DEAD, WAITING = (
    replace(an_owed_mail(), id=MailId(IDS[0]), is_dead=True, attempts=5, answer="550 No such user"),
    replace(an_owed_mail(), id=MailId(IDS[1]), not_before=NOON + timedelta(minutes=1)),
)
UNKNOWN = str(IDS[2])


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Of a database with a dead mail and one that waits."""
    settings = Settings(data_dir=tmp_path / "var")
    move_up(settings)
    asyncio.run(_owe(settings, DEAD, WAITING))
    return settings


async def _owe(settings: Settings, *mails: OwedMail) -> None:
    async with SqlDatabase.at(settings.database_url.get_secret_value()) as database, database.begin() as work:
        await work.users.add(a_user())
        for mail in mails:
            await work.outbox.owe(mail)


def listed(settings: Settings, *, is_dead: bool | None = None) -> list[OwedMail]:
    return list(list_mail(settings, is_dead=is_dead, limit=20, after=None).items)


def test_all_owed_mail_is_listed_or_what_is_dead_or_what_waits(settings: Settings):
    assert listed(settings) == [DEAD, WAITING]
    assert listed(settings, is_dead=True) == [DEAD]
    assert listed(settings, is_dead=False) == [WAITING]


def test_a_long_list_goes_on_after_the_last_mail_seen(settings: Settings):
    first = list_mail(settings, is_dead=None, limit=1, after=None)
    second = list_mail(settings, is_dead=None, limit=1, after=str(DEAD.id))
    assert [list(page.items) for page in (first, second)] == [[DEAD], [WAITING]]
    assert [page.next_cursor is None for page in (first, second)] == [False, True]


def test_a_retried_mail_waits_and_what_waits_goes_on_waiting(settings: Settings):
    assert retry_mail(settings, [str(DEAD.id), str(WAITING.id), str(DEAD.id)]) == "2 mails will be tried again."
    retried, waiting = listed(settings, is_dead=False)
    assert (retried.id, retried.attempts, waiting) == (DEAD.id, 0, WAITING)


def test_all_dead_mail_is_retried_however_much_there_is(settings: Settings):
    more = [replace(DEAD, id=MailId(UUID(int=IDS[2].int + number))) for number in range(101)]

    async def owe_more() -> None:
        async with SqlDatabase.at(settings.database_url.get_secret_value()) as database, database.begin() as work:
            for mail in more:
                await work.outbox.owe(mail)

    asyncio.run(owe_more())
    assert retry_all_dead(settings) == "102 mails will be tried again."
    assert listed(settings, is_dead=True) == []
    assert retry_all_dead(settings) == "No mail is dead."


def test_a_dropped_mail_is_gone(settings: Settings):
    assert drop_mail(settings, [str(WAITING.id)]) == "1 mail dropped."
    assert listed(settings) == [DEAD]


@pytest.mark.parametrize(("act", "done"), [(retry_mail, "1 mail will be tried again."), (drop_mail, "1 mail dropped.")])
def test_what_is_not_there_is_named_and_the_rest_is_done(settings: Settings, act, done: str):
    with pytest.raises(Refused) as refused:
        act(settings, [UNKNOWN, str(DEAD.id)])
    assert refused.value.reasons == (f"There is no owed mail {UNKNOWN}.", done)
    assert listed(settings, is_dead=True) == []


def test_what_a_server_or_a_stranger_wrote_does_not_reach_a_terminal_as_a_command():
    hostile = replace(DEAD, answer="550 \x1b]0;owned\x07\x9b31m\r\u202eno\nx")
    assert [line for line in as_table([hostile]).splitlines() if not line.isprintable()] == []
    assert as_table([hostile]).count("\n") == 2
    assert as_json_lines([hostile]).isascii()
    assert json.loads(as_json_lines([hostile]))["last_answer"] == hostile.answer


def test_mail_to_whoever_holds_an_address_is_about_nobody_yet():
    assert json.loads(as_json_lines([replace(WAITING, user_id=None)]))["user_id"] is None


def test_the_columns_of_a_table_stand_below_their_heads():
    longer = replace(WAITING, email=EmailAddress("somebody-with-a-longer-name@example.org"))
    head, *lines = as_table([DEAD, longer]).splitlines()
    for title, cells in (
        ("TO", ["ada@example.org", longer.email.text]),
        ("OWED SINCE", ["2026-01-15T12:00:00Z"] * 2),
        ("NEXT TRY", ["never: dead", "2026-01-15T12:01:00Z"]),
        ("LAST ANSWER", ["550 No such user", "-"]),
    ):
        assert [line[head.index(title) :].startswith(cell) for line, cell in zip(lines, cells, strict=True)] == [
            True
        ] * 2


def test_the_list_is_printed_for_people_and_for_scripts(settings: Settings, tmp_path: Path):
    people = todoauth("outbox", "list", "--limit", "1", cwd=tmp_path)
    assert people.returncode == 0
    assert people.stdout.splitlines()[1].split()[:3] == [str(DEAD.id), "prove-address", "ada@example.org"]
    assert people.stderr == f"There is more: --after {DEAD.id}\n"
    scripts = todoauth("outbox", "list", "--json", "--dead", cwd=tmp_path)
    assert (scripts.returncode, scripts.stderr) == (0, "")
    assert [json.loads(line) for line in scripts.stdout.splitlines()] == [
        {
            "id": str(DEAD.id),
            "kind": "prove-address",
            "user_id": str(DEAD.user_id),
            "email": "ada@example.org",
            "owed_since": "2026-01-15T12:00:00Z",
            "attempts": 5,
            "is_dead": True,
            "next_try": None,
            "last_answer": "550 No such user",
        }
    ]


def test_mail_is_dropped_after_a_yes_only(settings: Settings, tmp_path: Path):
    asked = todoauth("outbox", "drop", str(DEAD.id), cwd=tmp_path, stdin="n\n")
    assert (asked.returncode, listed(settings)) == (1, [DEAD, WAITING])
    dropped = todoauth("outbox", "drop", "--yes", str(DEAD.id), cwd=tmp_path)
    assert (dropped.returncode, dropped.stdout, dropped.stderr) == (0, "1 mail dropped.\n", "")
    again = todoauth("outbox", "retry", str(DEAD.id), cwd=tmp_path)
    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr == f"There is no owed mail {DEAD.id}.\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["list", "--limit", "101"], "The limit must be a whole number from 1 to 100."),
        (["list", "--after", "\x1b[31m"], "A mail is named by its id, as todoauth outbox list shows it."),
        (["drop", "--yes", "xyzzy"], "A mail is named by its id, as todoauth outbox list shows it."),
        (["retry"], "Name the mails to retry, or say --all-dead."),
        (["retry", "--all-dead", UNKNOWN], "Name the mails to retry, or say --all-dead."),
    ],
)
def test_a_command_that_cannot_be_is_refused_in_a_sentence(tmp_path: Path, arguments: list[str], sentence: str):
    run = todoauth("outbox", *arguments, cwd=tmp_path)
    assert (run.returncode, run.stdout, run.stderr) == (2, "", f"{sentence}\n")
    assert list(tmp_path.iterdir()) == []


def test_without_a_database_that_is_said(tmp_path: Path):
    settings = {"DATABASE_URL": "postgresql://ada:hunter2@127.0.0.1:1/todo"}
    run = todoauth("outbox", "list", cwd=tmp_path, settings=settings)
    assert (run.returncode, run.stdout, run.stderr) == (1, "", "The database does not answer.\n")
