"""The shortest round of `make failover`, and of its control."""

from tests.campaigns.rounds import play, play_asynchronously


def test_what_was_acknowledged_survives_the_loss_of_both_primaries() -> None:
    verdict = play(1, deeds=30).verdict

    assert (verdict.lost, verdict.wrong) == ([], [])


def test_what_an_asynchronous_standby_missed_is_seen_to_be_lost() -> None:
    assert play_asynchronously(1, deeds=30).verdict.lost
