"""What every database must do when many want the same name, address, code or session at the same moment."""

from dataclasses import replace
from functools import partial

import pytest

from todoauth.domain.errors import (
    EmailTaken,
    InvalidToken,
    LastSuperuser,
    LogInAgain,
    TooManyAttempts,
    UsernameTaken,
    WrongOrExpiredCode,
)
from todoauth.domain.model.administrator import Operator
from todoauth.domain.model.credentials import Credentials
from todoauth.domain.model.device import Acquaintance, Device
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.one_time_code import OneTimeCode
from todoauth.domain.model.rotation import IdempotencyKey
from todoauth.domain.model.session import RefreshToken, SessionPolicy, Tokens
from todoauth.domain.model.user import User
from todoauth.domain.model.username import Username
from todoauth.testing.contracts.concurrency import MANY, all_at_once, tally
from todoauth.testing.contracts.networks import ELSEWHERE
from todoauth.testing.contracts.samples import NOON, a_digest, a_spent, stored_user
from todoauth.testing.contracts.sessions import stored_session
from todoauth.testing.contracts.worlds import ADDRESS, WorldContract, code_for
from todoauth.testing.world import Database, World

SPELLINGS = ["Ada", "ada", "ADA", "aDa", "Ａｄａ", "adA", "ＡＤＡ", "AdA"]


@pytest.mark.asyncio
class AccountRacesContract(WorldContract):
    """Needs the fixture `database`: empty, whatever fulfils `Begin`, and has a `View`."""

    async def test_one_of_many_registrations_of_a_name_wins(self, world: World) -> None:
        register = partial(world.register, password=World.PASSWORD, client="a test")
        outcomes = await all_at_once(partial(register, username=Username(name)) for name in SPELLINGS)
        assert tally(outcomes) == {User: 1, UsernameTaken: len(SPELLINGS) - 1}

    async def test_one_of_many_changes_to_a_name_wins(self, world: World) -> None:
        callers = [await world.join(f"user{place}") for place in range(MANY)]
        edits = (partial(world.edit_account, caller=caller, username=Username("Ada")) for caller in callers)
        assert tally(await all_at_once(edits)) == {User: 1, UsernameTaken: MANY - 1}

    async def test_one_of_many_provers_of_an_address_holds_it(self, world: World) -> None:
        callers = [await world.join(f"user{place}") for place in range(MANY)]
        proofs = [
            partial(world.verify_email, caller=caller, code=await code_for(world, caller), client="a test")
            for caller in callers
        ]
        outcomes = await all_at_once(partial(prove, email=ADDRESS) for prove in proofs)
        assert tally(outcomes) == {User: 1, EmailTaken: MANY - 1}

    async def test_many_stale_sessions_prove_a_first_address_and_none_replaces_it(self, world: World) -> None:
        ada = await world.join("ada")
        world.clock.advance(world.fresh_log_in)
        addresses = [EmailAddress(f"ada{place}@example.org") for place in range(MANY)]
        proofs = [
            partial(world.verify_email, caller=ada, email=each, code=await code_for(world, ada, each), client="a test")
            for each in addresses
        ]
        assert tally(await all_at_once(proofs)) == {User: 1, LogInAgain: MANY - 1}

    async def test_a_code_proves_an_address_once(self, world: World) -> None:
        ada = await world.join("ada")
        prove = partial(world.verify_email, caller=ada, email=ADDRESS, code=await code_for(world, ada), client="a test")
        assert tally(await all_at_once([prove] * MANY)) == {User: 1, WrongOrExpiredCode: MANY - 1}

    async def test_a_storm_of_guesses_gets_no_more_than_the_budget(self, world: World) -> None:
        ada = await world.join("ada")
        guess = partial(world.verify_email, caller=ada, email=ADDRESS, code=OneTimeCode("000000"), client="a test")
        outcomes = await all_at_once([guess] * 2 * MANY)
        budget = world.code_policy.guesses_an_hour
        assert tally(outcomes) == {WrongOrExpiredCode: budget, TooManyAttempts: 2 * MANY - budget}

    async def test_one_of_many_rotations_of_a_token_is_done(self, database: Database) -> None:
        session = await stored_session(database, await stored_user(database))

        async def rotate() -> bool:
            async with database.begin() as work:
                successor = session.rotated(a_digest(), device=Device(), policy=World().session_policy, at=NOON)
                return await work.sessions.rotate(successor, spent=a_spent(session))

        outcomes = await all_at_once([rotate] * MANY)
        assert sorted(map(bool, outcomes)) == [False] * (MANY - 1) + [True]

    async def test_a_token_used_by_many_at_once_leaves_none_alive(self, world: World) -> None:
        await world.join("ada")
        tokens = await world.log_in(credentials=Credentials(Username("ada"), World.PASSWORD), client="a test")
        refresh = partial(world.refresh, token=RefreshToken(tokens.refresh_token))
        outcomes = await all_at_once([refresh] * MANY)
        assert tally(outcomes) == {Tokens: 1, InvalidToken: MANY - 1}
        (won,) = (outcome for outcome in outcomes if isinstance(outcome, Tokens))
        with pytest.raises(InvalidToken):
            await world.authenticate(token=won.access_token)
        with pytest.raises(InvalidToken):
            await world.refresh(token=RefreshToken(won.refresh_token))

    async def test_a_token_used_by_many_at_once_with_one_key_gets_all_the_same_successor(self, world: World) -> None:
        await world.join("ada")
        tokens = await world.log_in(credentials=Credentials(Username("ada"), World.PASSWORD), client="a test")
        token, key = RefreshToken(tokens.refresh_token), IdempotencyKey("again")
        outcomes = await all_at_once([partial(world.refresh, token=token, key=key)] * MANY)
        (successor,) = {outcome.refresh_token for outcome in outcomes if isinstance(outcome, Tokens)}
        assert tally(outcomes) == {Tokens: MANY}
        assert tally(await all_at_once([partial(world.refresh, token=RefreshToken(successor))])) == {Tokens: 1}

    async def test_of_many_who_use_a_stolen_token_at_once_one_ends_the_session_and_is_told_of(
        self, world: World
    ) -> None:
        ada = await world.join("ada")
        await world.verify_email(caller=ada, email=ADDRESS, code=await code_for(world, ada), client="a test")
        tokens = await world.log_in(credentials=Credentials(Username("ada"), World.PASSWORD), client="a test")
        token = RefreshToken(tokens.refresh_token)
        await world.refresh(token=token)
        while await world.deliver_mail():
            world.mailbox.letters.clear()
        world.events.clear()
        outcomes = await all_at_once([partial(world.refresh, token=token)] * MANY)
        assert tally(outcomes) == {InvalidToken: MANY}
        assert len(world.events) == await world.deliver_mail() == 1

    async def test_a_storm_of_log_ins_leaves_as_many_known_networks_as_there_may_be(self, world: World) -> None:
        ada = await world.join("ada")
        log_in = partial(
            replace(world.log_in, acquaintance=Acquaintance(most=3)),
            credentials=Credentials(Username("ada"), World.PASSWORD),
            client="a test",
        )
        devices = [Device(network=network) for network in [*ELSEWHERE[: MANY - 1], ELSEWHERE[0]]]
        assert tally(await all_at_once(partial(log_in, device=device) for device in devices)) == {Tokens: MANY}
        seen = [await world.database.view.networks.knows(ada.user_id, each, since=world.clock()) for each in ELSEWHERE]
        assert sum(seen) == 3

    async def test_a_storm_of_log_ins_leaves_as_many_sessions_as_there_may_be(self, world: World) -> None:
        world.session_policy = SessionPolicy(most=3)
        ada = await world.join("ada")
        log_in = partial(world.log_in, credentials=Credentials(Username("ada"), World.PASSWORD), client="a test")
        assert tally(await all_at_once([log_in] * MANY)) == {Tokens: MANY}
        assert len(await world.database.view.sessions.of(ada.user_id)) == world.session_policy.most

    async def test_nobody_gets_in_while_the_account_is_deleted(self, world: World) -> None:
        ada = await world.join("ada")
        log_in = partial(world.log_in, credentials=Credentials(Username("ada"), World.PASSWORD), client="a test")
        delete = partial(world.delete_account, caller=ada, password=World.PASSWORD)
        outcomes = await all_at_once([log_in, log_in, delete, log_in, log_in])
        for tokens in (outcome for outcome in outcomes if isinstance(outcome, Tokens)):
            with pytest.raises(InvalidToken):
                await world.authenticate(token=tokens.access_token)

    async def test_superusers_who_depose_each_other_leave_one(self, world: World) -> None:
        names = [Username(f"root{place}") for place in range(4)]
        roots = [await world.create_superuser(username=name, password=World.PASSWORD) for name in names]
        depose = (partial(world.administer_user, by=Operator(), id=root.id, is_superuser=False) for root in roots)
        assert tally(await all_at_once(depose)) == {User: 3, LastSuperuser: 1}

    async def test_superusers_who_leave_at_once_leave_one(self, world: World) -> None:
        names = [Username(f"root{place}") for place in range(4)]
        roots = [await world.create_superuser(username=name, password=World.PASSWORD) for name in names]
        outcomes = await all_at_once(partial(world.remove_user, by=Operator(), id=root.id) for root in roots)
        assert tally(outcomes) == {type(None): 3, LastSuperuser: 1}
