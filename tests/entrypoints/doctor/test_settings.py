"""What the doctor thinks of settings."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from todoauth.entrypoints.doctor import exposure, keys
from todoauth.entrypoints.doctor.finding import Finding, Severity
from todoauth.entrypoints.keys.turning import Purpose, make_rings, retire, rings_of
from todoauth.entrypoints.settings import Settings

NOW = datetime(2026, 6, 1, tzinfo=UTC)
PRODUCTION: dict[str, Any] = {
    "env": "production",
    "smtp_url": SecretStr("smtp://mail.example.org"),
    "secret_key": SecretStr("q7Rk2vXw9ZtB4nLm8PcJ5hYd3FgS6aUe"),
    "allowed_hosts": "api.example.org",
    "trusted_proxies": "10.0.0.7",
    "data_dir": Path("nowhere"),
}


def found(settings: Settings) -> Iterator[Finding]:
    yield from exposure.check_stage(settings)
    yield from exposure.check_hosts(settings)
    yield from exposure.check_proxies(settings)
    yield from exposure.check_origins(settings)
    yield from exposure.check_docs(settings)
    yield from exposure.check_plaintext(settings)
    yield from keys.check_secret_key(settings)
    yield from keys.check_rings(settings, NOW)


def bad(settings: Settings) -> list[tuple[str, str]]:
    """What is not fine. It comes with what to do about it, and the rest does not."""
    findings = list(found(settings))
    assert all(bool(finding.mend) is (finding.severity is not Severity.FINE) for finding in findings)
    assert all(finding.told.endswith(".") and (finding.mend or ".").endswith(".") for finding in findings)
    return [(finding.severity.value, finding.subject) for finding in findings if finding.severity is not Severity.FINE]


def test_nothing_is_wrong_with_settings_for_development(tmp_path: Path):
    assert bad(Settings(data_dir=tmp_path)) == []
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_wrong_with_good_settings_for_production():
    assert bad(Settings(**PRODUCTION)) == []


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({"allowed_hosts": "api.example.org,localhost"}, ("warning", "hosts")),
        ({"trusted_proxies": ""}, ("warning", "proxies")),
        ({"trusted_proxies": "10.0.0.0/8"}, ("warning", "proxies")),
        ({"trusted_proxies": "2001:db8::/32"}, ("warning", "proxies")),
        ({"cors_origins": "http://app.example.org"}, ("warning", "origins")),
        ({"docs": True}, ("warning", "docs")),
        ({"allow_plaintext": True}, ("warning", "plaintext")),
        ({"env": "development", "cors_origins": "*"}, ("error", "origins")),
        ({"env": "development", "redis_url": "redis://cache.example.org"}, ("warning", "plaintext")),
        ({"env": "development", "database_url": "postgresql://a:b@db.example.org/t"}, ("warning", "plaintext")),
        ({"env": "development", "secret_key": "change-me-change-me-change-me-change-me"}, ("warning", "secret key")),
        ({"env": "development", "secret_key": "abcabcabcabcabcabcabcabcabcabcabcabc"}, ("warning", "secret key")),
        ({"keys_file": "nowhere.json"}, ("error", "keys")),
    ],
    ids=str,
)
def test_each_weakness_is_found_alone(changes: dict[str, Any], finding: tuple[str, str]):
    assert bad(Settings(**PRODUCTION | changes)) == [finding]


@pytest.mark.parametrize("proxies", ["10.0.0.0/16", "127.0.0.1", "::1", "fd00:1:2::/48"])
def test_a_network_of_proxies_may_have_some_room(proxies: str):
    assert bad(Settings(**PRODUCTION | {"trusted_proxies": proxies})) == []


class TestKeys:
    @pytest.fixture
    def settings(self, tmp_path: Path) -> Settings:
        settings = Settings(data_dir=tmp_path, keys_file=tmp_path / "keys.json")
        make_rings(settings, now=lambda: NOW)
        return settings

    def judged(self, settings: Settings, at: datetime = NOW) -> list[tuple[str, str]]:
        return [(each.severity.value, each.told) for each in keys.check_rings(settings, at)]

    def test_keys_of_today_are_fine(self, settings: Settings):
        assert [severity for severity, _ in self.judged(settings)] == ["fine", "fine"]

    def test_a_signing_key_is_old_after_three_months_and_a_pepper_after_a_year(self, settings: Settings):
        for days, expected in ((90, ["fine", "fine"]), (91, ["warning", "fine"]), (401, ["warning", "warning"])):
            at = NOW + timedelta(days=days)
            assert [severity for severity, _ in self.judged(settings, at)] == expected

    def test_a_next_key_that_is_missing_is_missed(self, settings: Settings):
        following = rings_of(settings).signing.next
        assert following is not None
        retire(settings, following.id)
        assert self.judged(settings)[0] == (
            "warning",
            "There is no next signing key that processes could already know.",
        )

    def test_a_file_that_others_may_read_is_found(self, settings: Settings, tmp_path: Path):
        (tmp_path / "keys.json").chmod(0o640)
        assert self.judged(settings)[0][0] == "warning"

    def test_a_generated_secret_that_others_may_read_is_found(self, settings: Settings, tmp_path: Path):
        assert [each.severity for each in keys.check_secret_key(settings)] == [Severity.FINE]
        (tmp_path / "secret-key").chmod(0o644)
        assert [each.severity for each in keys.check_secret_key(settings)] == [Severity.WARNING]

    def test_no_finding_holds_a_secret(self, settings: Settings):
        everything = "".join(finding.told + finding.mend for finding in found(settings))
        secrets = [key.secret for key in (*rings_of(settings).signing.keys, *rings_of(settings).peppers.keys)]
        assert not any(secret.hex() in everything for secret in secrets)
        assert not any(key.id in everything for key in rings_of(settings, now=lambda: NOW).signing.keys)
        assert Purpose.SIGNING in everything
