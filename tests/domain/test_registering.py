"""Sign-up."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import SECRET
from tests.domain.acts import ADAS, BOBS, CLIENT, enter, log_in, prove, sign_up, the_user
from todoauth import FullName, InvalidValue, Password, PasswordPolicy, TooManyAttempts, Username, UsernameTaken
from todoauth.testing.world import World


async def test_a_newcomer_gets_an_account_and_can_log_in(world: World):
    ada = await world.register(username=Username("Ada"), password=SECRET, full_name=FullName("Ada L"), client=CLIENT)
    assert (ada.username.text, ada.full_name, ada.email, ada.version) == ("Ada", FullName("Ada L"), None, 1)
    assert (ada.is_active, ada.is_superuser, ada.is_verified) == (True, False, False)
    assert ada.created_at == ada.updated_at == world.clock()
    caller = await world.authenticate(token=(await log_in(world)).access_token)
    assert await the_user(world, caller) == ada


async def test_the_password_is_not_kept(world: World):
    assert SECRET.text not in (await sign_up(world)).password_hash


@pytest.mark.parametrize("same", ["Ada", "ADA", "ada", "ａｄａ"])
async def test_two_users_cannot_share_a_name(world: World, same: str):
    await sign_up(world, "Ada")
    with pytest.raises(UsernameTaken):
        await sign_up(world, same)


async def test_how_an_accent_was_typed_makes_no_other_name(world: World):
    await sign_up(world, "Zoë")
    with pytest.raises(UsernameTaken):
        await sign_up(world, "Zoe\u0308")


async def test_two_users_have_different_ids(world: World):
    assert (await sign_up(world, "Ada")).id != (await sign_up(world, "Bob")).id


async def test_who_is_refused_a_name_is_owed_no_mail(world: World):
    await sign_up(world)
    with pytest.raises(UsernameTaken):
        await sign_up(world, email=ADAS)
    assert await world.deliver_mail() == 0


@pytest.mark.parametrize("password", ["password123", "ada.lovelace", "ada@example.org"])
async def test_a_password_that_guessers_try_first_is_refused_and_the_name_stays_free(world: World, password: str):
    with pytest.raises(InvalidValue, match="too common") as refused:
        await world.register(username=Username("Ada.Lovelace"), password=Password(password), email=ADAS, client=CLIENT)
    assert refused.value.field == "password"
    assert await world.deliver_mail() == 0
    await sign_up(world, "Ada.Lovelace")


async def test_a_deployment_may_ask_for_longer_passwords(world: World):
    strict = replace(world.register, passwords=PasswordPolicy(least=15))
    with pytest.raises(InvalidValue, match="at least 15"):
        await strict(username=Username("Ada"), password=Password("fine passwords"), client=CLIENT)
    await strict(username=Username("Ada"), password=Password("a fine password"), client=CLIENT)


async def test_an_address_gets_a_code_and_belongs_to_nobody_yet(world: World):
    ada = await sign_up(world, email=ADAS)
    assert ada.email is None
    assert await world.deliver_mail() == 1
    assert [letter.subject for letter in world.mailbox.letters] == ["Your code"]


async def test_without_an_address_there_is_no_mail(world: World):
    await sign_up(world)
    assert await world.deliver_mail() == 0


async def test_sign_up_answers_alike_whether_somebody_holds_the_address_or_not(world: World):
    await prove(world, await enter(world, "Bob"), BOBS)
    stranger, newcomer = await sign_up(world, "Eve", email=BOBS), await sign_up(world, "Ada", email=ADAS)
    like_ada = replace(stranger, id=newcomer.id, username=newcomer.username, password_hash=newcomer.password_hash)
    assert like_ada == newcomer


async def test_a_client_signs_up_twenty_times_in_ten_minutes(world: World):
    for number in range(20):
        await sign_up(world, f"user{number}")
    with pytest.raises(TooManyAttempts) as refused:
        await sign_up(world, "ada")
    assert timedelta() < refused.value.retry_after <= timedelta(minutes=10)
    await world.register(username=Username("bob"), password=SECRET, client="192.0.2.2")
    world.clock.advance(timedelta(minutes=10))
    await sign_up(world, "ada")


async def test_sign_ups_cannot_flood_an_address_and_all_of_them_succeed(world: World):
    for number in range(6):
        await sign_up(world, f"user{number}", email=ADAS)
        await world.deliver_mail()
    assert len(world.mailbox.to(ADAS)) == 3
    world.clock.advance(timedelta(minutes=10))
    await sign_up(world, "late", email=ADAS)
    await world.deliver_mail()
    assert len(world.mailbox.to(ADAS)) == 4
