"""The suites notice what is broken: a test that cannot fail proves nothing."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from tests.contracts.faults.databases import (
    CommitsWhateverHappens,
    CommitsWhenCancelled,
    ShowsWhatIsNotCommitted,
    WithParts,
)
from tests.contracts.faults.guards import GuardsWith, LastsTooLong, LooksOnce, TakesAnybody
from tests.contracts.faults.others import (
    CountsDown,
    CountsRefusals,
    LooksAt72Bytes,
    NeverExpires,
    Overshoots,
    ReadsThenWrites,
    RefillsTheBudget,
    SendsAnIdOnce,
    SpeaksAscii,
    TrimsTokens,
    WithoutSalt,
)
from tests.contracts.faults.pages import (
    CountsToTheCursor,
    ForgetsTheOrder,
    ListsTheDeadWithTheRest,
    RepeatsTheLast,
    SearchesByCase,
    WithViews,
)
from tests.contracts.faults.repositories import (
    ChecksThenInserts,
    CountsTheMomentItself,
    CountsTodosWithoutLocking,
    CountsWithoutLocking,
    FoldsWhatItKeeps,
    ForgetsTimeZones,
    LeavesOrphans,
    ListsWithoutLocking,
    LosesUpdates,
    PurgesGuessesWithoutEnd,
    PurgesMailWithoutEnd,
    PutsBackWhatIsGone,
    RotatesUnconditionally,
    TakesTheWaitingForDead,
    TakesWithoutLease,
)
from todoauth import Mailer, Order
from todoauth.adapters.memory import Mailbox
from todoauth.testing import Database, HandWoundClock, HmacAccessTokens
from todoauth.testing.contracts import (
    AccessTokensContract,
    AccountRacesContract,
    CodeCacheContract,
    DeadMailContract,
    GuardedContract,
    LimiterContract,
    MailerContract,
    MailRacesContract,
    OutboxContract,
    OutboxPagesContract,
    PasswordHasherContract,
    Received,
    SpentGuessesContract,
    SystemContract,
    TodoPagesContract,
    UnitOfWorkContract,
    UsersContract,
    WorkRacesContract,
)
from todoauth.testing.contracts.worlds import unlimited_world

NOTICED = (AssertionError, pytest.fail.Exception)

block, users, mail, pages = UnitOfWorkContract(), UsersContract(), OutboxContract(), TodoPagesContract()
accounts, mails, work = AccountRacesContract(), MailRacesContract(), WorkRacesContract()
guarded = GuardedContract()
guesses, mailers = SpentGuessesContract(), MailerContract()
codes, limits, hashers, tokens = (
    CodeCacheContract(),
    LimiterContract(),
    PasswordHasherContract(),
    AccessTokensContract(),
)

CLOCK = HandWoundClock()


async def pass_time(by: timedelta) -> None:
    CLOCK.advance(by)


DATABASES: list[tuple[Callable[[Database], Awaitable[None]], Database]] = [
    (block.test_raising_undoes_all_of_it, CommitsWhateverHappens()),
    (block.test_a_refusal_undoes_what_the_block_did_before, CommitsWhateverHappens()),
    (block.test_being_cancelled_undoes_all_of_it, CommitsWhenCancelled()),
    (block.test_readers_see_what_is_committed_and_do_not_wait, ShowsWhatIsNotCommitted()),
    (users.test_all_that_is_theirs_goes_with_a_user, WithParts(users=LeavesOrphans)),
    (users.test_a_user_comes_back_as_they_were, WithParts(users=ForgetsTimeZones)),
    (users.test_a_user_comes_back_as_they_were, WithParts(users=FoldsWhatItKeeps)),
    (mail.test_a_taken_mail_is_nobody_elses_until_the_lease_ends, WithParts(outbox=TakesWithoutLease)),
    (mail.test_replacing_what_was_settled_does_not_bring_it_back, WithParts(outbox=PutsBackWhatIsGone)),
    (
        DeadMailContract().test_a_purge_takes_what_is_long_dead_and_no_more_than_it_is_told,
        WithParts(outbox=PurgesMailWithoutEnd),
    ),
    (
        OutboxPagesContract().test_a_list_can_be_narrowed_to_what_is_dead_or_waits,
        WithViews(outbox=ListsTheDeadWithTheRest),
    ),
    (mails.test_no_two_takers_get_the_same_mail, WithParts(outbox=TakesWithoutLease)),
    (
        lambda database: mails.test_a_mail_that_many_retry_while_it_is_sent_is_sent_once(unlimited_world(database)),
        WithParts(outbox=TakesTheWaitingForDead),
    ),
    (
        lambda database: mails.test_one_of_many_drops_a_mail_that_is_tried_meanwhile_and_it_does_not_come_back(
            unlimited_world(database)
        ),
        WithParts(outbox=PutsBackWhatIsGone),
    ),
    (
        lambda database: guarded.test_nothing_is_read_or_changed_once_a_session_does_not_stand(
            database, "the session ended", "list todos"
        ),
        GuardsWith(LooksOnce),
    ),
    (
        lambda database: guarded.test_nobody_acts_in_the_session_of_somebody_else_or_in_none(database, "add a todo"),
        GuardsWith(TakesAnybody),
    ),
    (
        lambda database: guarded.test_a_session_ends_at_the_same_moment_whatever_is_asked(
            database, (1, 2), "read a cleaning"
        ),
        GuardsWith(LastsTooLong),
    ),
    (guesses.test_guesses_after_a_moment_are_counted, WithParts(guesses=CountsTheMomentItself)),
    (
        guesses.test_a_purge_takes_what_was_before_and_no_more_than_it_is_told,
        WithParts(guesses=PurgesGuessesWithoutEnd),
    ),
    (accounts.test_one_of_many_rotations_of_a_token_is_done, WithParts(sessions=RotatesUnconditionally)),
    (lambda database: pages.test_leafing_shows_everything_once_in_order(database, 3), WithViews(todos=RepeatsTheLast)),
    (lambda database: pages.test_leafing_shows_everything_once_in_order(database, 3), WithViews(todos=ForgetsTheOrder)),
    (
        lambda database: pages.test_nothing_is_shown_twice_or_skipped_while_things_come_and_go(database, Order.ASC),
        WithViews(todos=CountsToTheCursor),
    ),
    (
        lambda database: pages.test_a_search_is_literal_and_blind_to_case(database, "É", ["é"], ["e"]),
        WithViews(todos=SearchesByCase),
    ),
    (
        lambda database: accounts.test_one_of_many_registrations_of_a_name_wins(unlimited_world(database)),
        WithParts(locks=False, users=ChecksThenInserts),
    ),
    (
        lambda database: accounts.test_a_storm_of_guesses_gets_no_more_than_the_budget(unlimited_world(database)),
        WithParts(locks=False, guesses=CountsWithoutLocking),
    ),
    (
        lambda database: accounts.test_a_storm_of_log_ins_leaves_as_many_sessions_as_there_may_be(
            unlimited_world(database)
        ),
        WithParts(locks=False, sessions=ListsWithoutLocking),
    ),
    (
        lambda database: work.test_a_storm_of_todos_gets_as_many_as_one_may_have(unlimited_world(database)),
        WithParts(locks=False, todos=CountsTodosWithoutLocking),
    ),
    (
        lambda database: work.test_no_edit_of_a_todo_is_lost(unlimited_world(database)),
        WithParts(locks=False, todos=LosesUpdates),
    ),
]

OTHERS: list[Callable[[], Awaitable[None]]] = [
    lambda: codes.test_one_of_many_takers_gets_the_code(ReadsThenWrites()),
    lambda: codes.test_a_new_code_brings_back_no_guesses(RefillsTheBudget(CLOCK)),
    lambda: limits.test_a_burst_does_not_get_past_the_limit(Overshoots()),
    lambda: limits.test_a_refused_attempt_is_not_counted(CountsRefusals(CLOCK), pass_time),
    lambda: hashers.test_every_character_counts_however_long_the_password(LooksAt72Bytes()),
    lambda: hashers.test_the_same_password_never_gets_the_same_hash(WithoutSalt()),
]

MAILERS: list[tuple[Callable[[Mailer, Received], Awaitable[None]], Mailbox]] = [
    (mailers.test_a_mail_can_be_sent_again, SendsAnIdOnce()),
    (mailers.test_every_line_arrives_letter_by_letter, SpeaksAscii()),
]

SYNCHRONOUS: list[Callable[[], None]] = [
    lambda: tokens.test_a_token_is_good_until_it_expires(NeverExpires()),
    lambda: tokens.test_a_token_has_one_spelling(TrimsTokens()),
    lambda: tokens.test_a_token_under_another_key_is_refused(HmacAccessTokens(), HmacAccessTokens()),
    lambda: SystemContract().test_ids_are_time_ordered_uuids(CountsDown()),
]


@pytest.mark.parametrize(("test", "broken"), DATABASES)
async def test_a_broken_database_is_noticed(test: Callable[[Database], Awaitable[None]], broken: Database) -> None:
    with pytest.raises(NOTICED):
        await test(broken)


@pytest.mark.parametrize("test", OTHERS)
async def test_another_broken_adapter_is_noticed(test: Callable[[], Awaitable[None]]) -> None:
    with pytest.raises(NOTICED):
        await test()


@pytest.mark.parametrize(("test", "broken"), MAILERS)
async def test_a_broken_mailer_is_noticed(test: Callable[[Mailer, Received], Awaitable[None]], broken: Mailbox) -> None:
    with pytest.raises(NOTICED):
        await test(broken, lambda: "\n".join(f"{each.to}\n{each.subject}\n{each.text}" for each in broken.letters))


@pytest.mark.parametrize("test", SYNCHRONOUS)
def test_a_broken_mint_is_noticed(test: Callable[[], None]) -> None:
    with pytest.raises(NOTICED):
        test()
