"""What a refusal leaves behind on every database: its trace, and nothing else."""

import pytest

from todoauth.domain.errors import EmailTaken, InvalidToken, UsernameTaken, WrongOrExpiredCode
from todoauth.domain.model.credentials import Credentials
from todoauth.domain.model.one_time_code import OneTimeCode, Purpose
from todoauth.domain.model.session import RefreshToken
from todoauth.domain.model.username import Username
from todoauth.testing.contracts.samples import HOUR
from todoauth.testing.contracts.worlds import ADDRESS, WorldContract, code_for
from todoauth.testing.world import World


@pytest.mark.asyncio
class OutcomesContract(WorldContract):
    """Needs the fixture `database`: empty, whatever fulfils `Begin`, and has a `View`."""

    async def test_a_wrong_guess_is_counted_for_good(self, world: World) -> None:
        ada = await world.join("ada")
        with pytest.raises(WrongOrExpiredCode):
            await world.verify_email(caller=ada, email=ADDRESS, code=OneTimeCode("000000"), client="a test")
        async with world.database.begin() as work:
            since = world.clock() - HOUR
            assert await work.guesses.spent_since(ada.user_id, Purpose.VERIFY_EMAIL, since=since) == 1

    async def test_a_second_use_of_a_token_ends_its_session_for_good(self, world: World) -> None:
        await world.join("ada")
        credentials = Credentials(Username("ada"), World.PASSWORD)
        first = await world.log_in(credentials=credentials, client="a test")
        second = await world.refresh(token=RefreshToken(first.refresh_token))
        for stolen in (first, second):
            with pytest.raises(InvalidToken):
                await world.refresh(token=RefreshToken(stolen.refresh_token))
            with pytest.raises(InvalidToken):
                await world.authenticate(token=second.access_token)

    async def test_a_refused_sign_up_owes_nobody_a_mail(self, world: World) -> None:
        await world.join("ada")
        with pytest.raises(UsernameTaken):
            await world.register(username=Username("ADA"), password=World.PASSWORD, email=ADDRESS, client="a test")
        assert await world.deliver_mail() == 0

    async def test_an_address_that_is_taken_meanwhile_changes_nothing_and_owes_no_mail(self, world: World) -> None:
        ada, bob = await world.join("ada"), await world.join("bob")
        codes = {caller.user_id: await code_for(world, caller) for caller in (ada, bob)}
        await world.verify_email(caller=ada, email=ADDRESS, code=codes[ada.user_id], client="a test")
        with pytest.raises(EmailTaken):
            await world.verify_email(caller=bob, email=ADDRESS, code=codes[bob.user_id], client="a test")
        user = await world.database.view.users.get(bob.user_id)
        assert user is not None
        assert user.email is None
        assert await world.deliver_mail() == 1
