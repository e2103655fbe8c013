"""What every database must do when many change, set or guess for the same password at the same moment."""

from collections import Counter
from functools import partial

import pytest

from todoauth.domain.errors import InvalidToken, TooManyAttempts, WrongCredentials, WrongOrExpiredCode, WrongPassword
from todoauth.domain.model.credentials import Credentials
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.event import EventKind
from todoauth.domain.model.one_time_code import ResetCode
from todoauth.domain.model.password import Password
from todoauth.domain.model.session import Caller, Tokens
from todoauth.domain.model.username import Username
from todoauth.testing.contracts.concurrency import MANY, all_at_once, tally
from todoauth.testing.contracts.worlds import ADDRESS, WorldContract, code_for, reset_code_for
from todoauth.testing.world import World

ANOTHER = Password("another of as many words")
ADA = Username("ada")


async def ada_with_an_address(world: World) -> Caller:
    ada = await world.join("ada")
    await world.verify_email(caller=ada, email=ADDRESS, code=await code_for(world, ada), client="a test")
    return ada


@pytest.mark.asyncio
class PasswordRacesContract(WorldContract):
    """Needs the fixture `database`: empty, whatever fulfils `Begin` and has a `View` and an `Autocommit`."""

    async def test_one_of_many_changes_of_a_password_is_made(self, world: World) -> None:
        ada = await world.join("ada")
        change = partial(world.change_password, caller=ada, current=World.PASSWORD)
        outcomes = await all_at_once(partial(change, new=Password(f"password number {n}")) for n in range(MANY))
        assert tally(outcomes) == {type(None): 1, WrongPassword: MANY - 1}
        told = Counter(event.kind for event in world.events)
        assert (told[EventKind.PASSWORD_CHANGED], told[EventKind.PASSWORD_WRONG]) == (1, MANY - 1)

    async def test_an_account_is_deleted_with_the_password_of_the_moment(self, world: World) -> None:
        ada = await world.join("ada")
        change = partial(world.change_password, caller=ada, current=World.PASSWORD, new=ANOTHER)
        delete = partial(world.delete_account, caller=ada, password=World.PASSWORD)
        outcomes = await all_at_once([change, delete])
        assert {*tally(outcomes)} in ({type(None), WrongPassword}, {type(None), InvalidToken})

    async def test_a_code_sets_a_new_password_once(self, world: World) -> None:
        ada = await ada_with_an_address(world)
        code = await reset_code_for(world, ada)
        reset = partial(world.reset_password, email=ADDRESS, code=code, new=ANOTHER, client="a test")
        assert tally(await all_at_once([reset] * MANY)) == {type(None): 1, WrongOrExpiredCode: MANY - 1}
        assert (await log_in(world, ANOTHER)).username == "ada"

    @pytest.mark.parametrize("is_known", [True, False])
    async def test_a_storm_of_guesses_for_a_password_gets_no_more_than_the_budget(
        self, world: World, is_known: bool
    ) -> None:
        await ada_with_an_address(world)
        email = ADDRESS if is_known else EmailAddress("nobody@example.org")
        guess = partial(world.reset_password, email=email, code=ResetCode("22222222"), new=ANOTHER, client="a test")
        budget = world.code_policy.guesses_an_hour
        outcomes = [*await all_at_once([guess] * budget), *await all_at_once([guess] * MANY)]
        assert tally(outcomes) == {WrongOrExpiredCode: budget, TooManyAttempts: MANY}

    async def test_the_budget_of_a_known_address_is_exact_in_a_storm(self, world: World) -> None:
        await ada_with_an_address(world)
        guess = partial(world.reset_password, email=ADDRESS, code=ResetCode("22222222"), new=ANOTHER, client="a test")
        budget = world.code_policy.guesses_an_hour
        outcomes = await all_at_once([guess] * 2 * MANY)
        assert tally(outcomes) == {WrongOrExpiredCode: budget, TooManyAttempts: 2 * MANY - budget}

    async def test_nobody_stays_in_with_a_password_that_was_reset_meanwhile(self, world: World) -> None:
        ada = await ada_with_an_address(world)
        code = await reset_code_for(world, ada)
        reset = partial(world.reset_password, email=ADDRESS, code=code, new=ANOTHER, client="a test")
        old = partial(log_in, world, World.PASSWORD)
        outcomes = await all_at_once([old, old, reset, old, old])
        assert {*tally(outcomes)} <= {Tokens, WrongCredentials, type(None)}
        for tokens in (outcome for outcome in outcomes if isinstance(outcome, Tokens)):
            with pytest.raises(InvalidToken):
                await world.authenticate(token=tokens.access_token)


async def log_in(world: World, password: Password) -> Tokens:
    return await world.log_in(credentials=Credentials(ADA, password), client="a test")
