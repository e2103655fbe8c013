"""A world holds every use case there is."""

import inspect
from dataclasses import is_dataclass
from datetime import timedelta

import todoauth
from todoauth import EmailAddress, Password, TodoContent
from todoauth.testing import World

USE_CASES = {
    each
    for each in (getattr(todoauth, name) for name in todoauth.__all__)
    if is_dataclass(each) and inspect.isclass(each) and each.__module__.startswith("todoauth.domain.use_cases")
}


def test_a_world_has_every_use_case() -> None:
    world = World()
    properties = inspect.getmembers(World, lambda member: isinstance(member, property))
    assert {type(getattr(world, name)) for name, _ in properties} == USE_CASES


async def test_somebody_joins_and_works_and_time_passes_as_it_is_told() -> None:
    world = World()
    ada = await world.join("ada")
    todo = await world.add_todo(owner=ada.user_id, content=TodoContent("Water the plants"))
    world.clock.advance(timedelta(days=1))
    done = await world.edit_todo(owner=ada.user_id, id=todo.id, is_done=True)
    assert done.updated_at - done.created_at == timedelta(days=1)


async def test_mail_that_is_owed_reaches_the_mailbox() -> None:
    world, address = World(), EmailAddress("ada@example.org")
    ada = await world.join("ada", Password("another password"))
    await world.send_code(caller=ada, email=address, client="a test")
    await world.deliver_mail()
    user = await world.verify_email(caller=ada, email=address, code=world.mailbox.code_to(address), client="a test")
    assert user.email == address


async def test_a_part_can_be_replaced() -> None:
    world, silent = World(), World()
    world.mailer = silent.mailbox
    await world.register(
        username=todoauth.Username("ada"),
        password=World.PASSWORD,
        email=EmailAddress("ada@example.org"),
        client="a test",
    )
    await world.deliver_mail()
    assert (len(world.mailbox.letters), len(silent.mailbox.letters)) == (0, 1)
