"""What users do with their own account."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import SECRET
from tests.domain.acts import ADAS, BOBS, CLIENT, EVERYTHING, enter, log_in, prove, sign_up, the_user
from tests.domain.hashers import once, slowly
from todoauth import (
    CleaningName,
    FullName,
    InvalidToken,
    LastSuperuser,
    Operator,
    Outdated,
    Password,
    Price,
    TodoContent,
    TooManyAttempts,
    Username,
    UsernameTaken,
    WrongPassword,
)
from todoauth.testing.world import World

WRONG = Password("wrong password")


async def test_people_can_read_their_own_account(world: World):
    caller = await enter(world)
    assert (await the_user(world, caller)).username == Username("Ada")


async def test_people_can_change_their_names(world: World):
    caller = await enter(world)
    world.clock.advance(timedelta(hours=1))
    edited = await world.edit_account(caller=caller, username=Username("Countess"), full_name=FullName("Ada L"))
    assert (edited.username.text, edited.full_name, edited.version) == ("Countess", FullName("Ada L"), 2)
    assert edited.updated_at == edited.created_at + timedelta(hours=1)
    assert await the_user(world, caller) == edited
    assert (await log_in(world, "Countess")).username == "Countess"


async def test_what_is_not_mentioned_stays_and_what_is_emptied_goes(world: World):
    caller = await enter(world)
    await world.edit_account(caller=caller, full_name=FullName("Ada L"))
    assert (await world.edit_account(caller=caller, username=Username("Countess"))).full_name == FullName("Ada L")
    emptied = await world.edit_account(caller=caller, full_name=None)
    assert (emptied.full_name, emptied.username.text) == (None, "Countess")


async def test_an_edit_that_changes_nothing_leaves_no_trace(world: World):
    caller = await enter(world)
    before = await the_user(world, caller)
    world.clock.advance(timedelta(hours=1))
    assert await world.edit_account(caller=caller, username=before.username) == before
    assert await the_user(world, caller) == before


async def test_people_may_change_the_capitals_of_their_own_name(world: World):
    caller = await enter(world, "Ada")
    assert (await world.edit_account(caller=caller, username=Username("ADA"))).username.text == "ADA"
    assert (await log_in(world, "ada")).username == "ADA"


async def test_nobody_can_take_the_name_of_another_and_nothing_else_changes_then(world: World):
    caller = await enter(world, "Ada")
    await sign_up(world, "Bob")
    before = await the_user(world, caller)
    with pytest.raises(UsernameTaken):
        await world.edit_account(caller=caller, username=Username("BOB"), full_name=FullName("Bob"))
    assert await the_user(world, caller) == before


async def test_a_name_that_was_given_up_is_free(world: World):
    caller = await enter(world, "Ada")
    await world.edit_account(caller=caller, username=Username("Countess"))
    await sign_up(world, "Ada")


async def test_an_edit_based_on_an_older_version_is_refused(world: World):
    caller = await enter(world)
    first = await world.edit_account(caller=caller, full_name=FullName("one"), expected=1)
    for stale in (1, 3, 0, -1):
        with pytest.raises(Outdated):
            await world.edit_account(caller=caller, full_name=FullName("two"), expected=stale)
    assert await the_user(world, caller) == first
    assert (await world.edit_account(caller=caller, full_name=FullName("two"), expected=2)).version == 3


async def test_a_deleted_account_takes_everything_with_it(world: World):
    ada, bob = await enter(world, "Ada"), await enter(world, "Bob")
    await prove(world, ada)
    todo = await world.add_todo(owner=ada.user_id, content=TodoContent("Water the plants"))
    await world.add_cleaning(owner=ada.user_id, name=CleaningName("Windows"), price=Price.parse("9.99"))
    await world.add_cleaning(owner=bob.user_id, name=CleaningName("Doors"), price=Price.parse("5"))
    await world.delete_account(caller=ada, password=SECRET)
    assert not (await world.list_todos(owner=ada.user_id, part=EVERYTHING)).items
    assert await world.database.view.users.get(ada.user_id) is None
    assert await world.database.view.users.with_email(ADAS) is None
    assert await world.database.view.sessions.caller(ada.session_id) is None
    assert await world.database.view.todos.get(todo.id, owner=ada.user_id) is None
    assert [cleaning.name.text for cleaning in (await world.list_cleanings(part=EVERYTHING)).items] == ["Doors"]
    assert (await the_user(world, bob)).username == Username("Bob")


async def test_the_name_and_address_of_a_deleted_account_are_free_again(world: World):
    ada = await enter(world, "Ada")
    await prove(world, ada)
    await world.delete_account(caller=ada, password=SECRET)
    world.clock.advance(timedelta(minutes=10))
    assert (await prove(world, await enter(world, "Ada"))).email == ADAS


async def test_mail_that_is_owed_to_a_deleted_account_is_never_sent(world: World):
    ada = await enter(world)
    await world.send_code(caller=ada, email=BOBS, client=CLIENT)
    await world.delete_account(caller=ada, password=SECRET)
    assert await world.deliver_mail() == 0
    assert not world.mailbox.letters


async def test_a_wrong_password_deletes_nothing(world: World):
    ada = await enter(world)
    before = await the_user(world, ada)
    with pytest.raises(WrongPassword):
        await world.delete_account(caller=ada, password=WRONG)
    assert await the_user(world, ada) == before


async def test_whoever_changes_the_password_meanwhile_keeps_the_account(world: World):
    ada = await enter(world)

    async def meanwhile() -> None:
        await world.change_password(caller=ada, current=SECRET, new=WRONG)

    with pytest.raises(WrongPassword):
        await replace(world.delete_account, require_password=slowly(world, once(meanwhile)))(
            caller=ada, password=SECRET
        )
    await log_in(world, password=WRONG.text)


async def test_whoever_becomes_the_last_superuser_meanwhile_stays(world: World):
    ada = await enter(world)

    async def meanwhile() -> None:
        await world.administer_user(by=Operator(), id=ada.user_id, is_superuser=True)

    with pytest.raises(LastSuperuser):
        await replace(world.delete_account, require_password=slowly(world, once(meanwhile)))(
            caller=ada, password=SECRET
        )
    assert (await the_user(world, ada)).is_superuser


async def test_ten_passwords_in_five_minutes_are_enough(world: World):
    ada = await enter(world)
    for _ in range(10):
        with pytest.raises(WrongPassword):
            await world.delete_account(caller=ada, password=WRONG)
    with pytest.raises(TooManyAttempts):
        await world.delete_account(caller=ada, password=SECRET)
    await log_in(world)
    world.clock.advance(timedelta(minutes=5))
    await world.delete_account(caller=ada, password=SECRET)


async def test_whose_account_is_gone_is_nobody(world: World):
    ada = await enter(world)
    await world.delete_account(caller=ada, password=SECRET)
    with pytest.raises(InvalidToken):
        await world.edit_account(caller=ada, full_name=FullName("Ada"))
    with pytest.raises(InvalidToken):
        await world.delete_account(caller=ada, password=SECRET)
