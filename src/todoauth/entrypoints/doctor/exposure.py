"""Who can reach the service, and what they see."""

from collections.abc import Iterator
from ipaddress import IPv4Network

from todoauth.entrypoints.doctor.finding import Finding, error, fine, warning
from todoauth.entrypoints.settings import Settings
from todoauth.entrypoints.settings.addresses import Network
from todoauth.entrypoints.settings.production import leak_reasons

_LOCAL = {"localhost", "127.0.0.1", "[::1]", "testserver"}
_NARROWEST = {4: 16, 6: 48}  # a network that is wider holds more than the proxies of a deployment


def check_stage(settings: Settings) -> Iterator[Finding]:
    """Tell what the settings are judged as."""
    if settings.is_production:
        yield fine("stage", f"These are settings for production, in the {settings.profile} profile.")
    else:
        yield fine("stage", "These are settings for development; with TODOAUTH_ENV=production more is asked of them.")


def check_hosts(settings: Settings) -> Iterator[Finding]:
    """Look at the names that clients may call."""
    if settings.is_production and not _LOCAL.isdisjoint(settings.allowed_hosts):
        yield warning(
            "hosts",
            "TODOAUTH_ALLOWED_HOSTS holds names of this machine alone.",
            "Name what clients call; probes may send the Host header of one of those.",
        )
    else:
        yield fine("hosts", f"Names that are answered to: {len(settings.allowed_hosts)}.")


def check_proxies(settings: Settings) -> Iterator[Finding]:
    """Look at whose word is taken for where a client is."""
    if any(map(_is_wide, settings.trusted_proxies)):
        yield warning(
            "proxies",
            "TODOAUTH_TRUSTED_PROXIES holds a wide network: whoever is in it can pass for any client.",
            "Name the addresses of the proxies alone.",
        )
    elif settings.is_production and not settings.trusted_proxies:
        yield warning(
            "proxies",
            "No proxy is trusted: behind one, all clients count as a single one, and TLS is not seen.",
            "Set TODOAUTH_TRUSTED_PROXIES to the addresses of the proxy.",
        )
    else:
        yield fine("proxies", f"Addresses and networks that are believed: {len(settings.trusted_proxies)}.")


def _is_wide(network: Network) -> bool:
    private_v4 = isinstance(network, IPv4Network) and network.prefixlen >= _NARROWEST[4]
    return not private_v4 and network.prefixlen < _NARROWEST[network.version]


def check_origins(settings: Settings) -> Iterator[Finding]:
    """Look at which browser applications may call."""
    if "*" in settings.cors_origins:
        yield error(
            "origins",
            "TODOAUTH_CORS_ORIGINS lets the scripts of every site call.",
            "Name the origins of your applications.",
        )
    elif settings.is_production and any(origin.startswith("http://") for origin in settings.cors_origins):
        yield warning(
            "origins",
            "TODOAUTH_CORS_ORIGINS holds an origin without TLS: whoever is on its way can call in its name.",
            "Serve the application by https and name that origin.",
        )
    else:
        yield fine("origins", f"Origins of browser applications that may call: {len(settings.cors_origins)}.")


def check_docs(settings: Settings) -> Iterator[Finding]:
    """Look at whether everybody may read the documentation."""
    if settings.is_production and settings.docs:
        yield warning("docs", "Everybody can read /docs (ASVS 13.4.5).", "Set TODOAUTH_DOCS=false.")
    else:
        yield fine("docs", "They are served." if settings.docs else "They are not served.")


def check_plaintext(settings: Settings) -> Iterator[Finding]:
    """Look at what goes to other machines without encryption."""
    reasons = list(leak_reasons(settings))
    for reason in reasons:
        yield warning("plaintext", "A database or a Redis elsewhere is spoken to without encryption.", reason)
    if settings.allow_plaintext:
        yield warning(
            "plaintext",
            "TODOAUTH_ALLOW_PLAINTEXT is set: passwords of servers may cross the network in the clear.",
            "Unset it, and let the URLs ask for TLS.",
        )
    elif not reasons:
        yield fine("plaintext", "Nothing goes to another machine without encryption.")
