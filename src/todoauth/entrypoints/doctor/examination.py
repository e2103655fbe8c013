"""All checks, one after the other."""

import json
from collections.abc import Iterable

from todoauth.adapters.system import system_clock
from todoauth.entrypoints.doctor import exposure, keys
from todoauth.entrypoints.doctor.finding import Finding, Severity, error
from todoauth.entrypoints.doctor.hashing import check_hashing
from todoauth.entrypoints.doctor.servers import check_database, check_mail, check_redis
from todoauth.entrypoints.refusal import SettingsRefused
from todoauth.entrypoints.settings import Settings, read_settings
from todoauth.ports.system import Clock


async def examine() -> list[Finding]:
    """Return all that is found about the deployment that the settings of this process describe."""
    try:
        settings = read_settings()
    except SettingsRefused as refused:
        return [error("settings", reason, "The service does not start before.") for reason in refused.reasons]
    return await examined(settings)


async def examined(settings: Settings, *, now: Clock = system_clock) -> list[Finding]:
    """Return all that is found about a deployment, in the order in which to mend it."""
    found = [
        *exposure.check_stage(settings),
        *keys.check_secret_key(settings),
        *keys.check_rings(settings, now()),
        *exposure.check_hosts(settings),
        *exposure.check_proxies(settings),
        *exposure.check_origins(settings),
        *exposure.check_docs(settings),
        *exposure.check_plaintext(settings),
    ]
    for check in (check_database(settings, now=now), check_redis(settings), check_mail(settings, now=now)):
        found += [finding async for finding in check]
    return found + [finding async for finding in check_hashing(settings)]


def report(findings: Iterable[Finding]) -> str:
    """Return the findings for people to read."""
    return "\n".join(
        f"{finding.severity:<8} {finding.subject:<11} {finding.told}{f' {finding.mend}' if finding.mend else ''}"
        for finding in findings
    )


def document(findings: Iterable[Finding]) -> str:
    """Return the findings as JSON, for machines."""
    listed = [
        {"severity": finding.severity, "subject": finding.subject, "told": finding.told, "mend": finding.mend}
        for finding in findings
    ]
    return json.dumps({"findings": listed}, indent=2)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Return whether anything must be mended."""
    return any(finding.severity is Severity.ERROR for finding in findings)
