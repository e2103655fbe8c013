"""Tokens, verified by a service that did not issue them."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tests.forged import CLAIMS, LATER, OLD_SECRET, SECRET, TERMS, Forger, corpus, keys_of
from todoauth import InvalidToken, Unavailable
from todoauth.adapters.jwt import (
    Algorithm,
    JwtAccessTokens,
    JwtVerifier,
    SigningKey,
    SigningKeys,
    TokenReader,
    jwks_at,
    jwks_of,
    keys_in,
)

OLD = SigningKey(id="old", algorithm=Algorithm.EDDSA, secret=OLD_SECRET)
NEW = SigningKey(id="new", algorithm=Algorithm.EDDSA, secret=SECRET)


def signed_with(key: SigningKey) -> str:
    ring = SigningKeys(signing=key)
    return JwtAccessTokens(lambda: ring, TERMS).issue(CLAIMS)


class Issuer:
    """A service elsewhere: what it publishes, how often it was asked, and the seconds that pass meanwhile."""

    def __init__(self, *keys: SigningKey) -> None:
        self.asked = 0
        self.seconds = 0.0
        self.failure: Exception | None = None
        self.answer: Callable[[], Awaitable[bytes]] | None = None
        self.publish(*keys)

    def publish(self, *keys: SigningKey) -> None:
        self.document = jwks_of(SigningKeys(signing=keys[0], others=keys[1:]))

    async def __call__(self) -> bytes:
        self.asked += 1
        await asyncio.sleep(0)
        if self.failure:
            raise self.failure
        return await self.answer() if self.answer else self.document

    def verifier(self) -> JwtVerifier:
        return JwtVerifier(self, TERMS, patience=timedelta(milliseconds=50), monotonic=lambda: self.seconds)


async def test_a_token_is_believed_and_the_issuer_is_asked_once():
    issuer = Issuer(NEW, OLD)
    verifier = issuer.verifier()
    for key in (NEW, OLD, NEW):
        assert await verifier.read(signed_with(key), at=LATER) == CLAIMS
    assert issuer.asked == 1


async def test_all_who_come_at_first_wait_for_one_answer():
    issuer = Issuer(NEW)
    verifier = issuer.verifier()
    read = await asyncio.gather(*(verifier.read(signed_with(NEW), at=LATER) for _ in range(50)))
    assert (set(read), issuer.asked) == ({CLAIMS}, 1)


async def test_a_key_that_is_new_is_fetched_when_it_is_needed():
    issuer = Issuer(OLD)
    verifier = issuer.verifier()
    assert await verifier.read(signed_with(OLD), at=LATER) == CLAIMS
    issuer.publish(NEW, OLD)
    issuer.seconds = 10
    assert await verifier.read(signed_with(NEW), at=LATER) == CLAIMS
    assert issuer.asked == 2


async def test_unknown_keys_do_not_make_the_issuer_be_asked_more_than_once_in_a_while():
    issuer = Issuer(OLD)
    verifier = issuer.verifier()
    for issuer.seconds in (0, 1, 5, 9.9, 10, 11, 19.9):
        for _ in range(20):
            with pytest.raises(InvalidToken):
                await verifier.read(signed_with(NEW), at=LATER)
    assert issuer.asked == 2


async def test_a_retired_key_is_forgotten_after_some_minutes():
    issuer = Issuer(NEW, OLD)
    verifier = issuer.verifier()
    assert await verifier.read(signed_with(OLD), at=LATER) == CLAIMS
    issuer.publish(NEW)
    issuer.seconds = 299
    assert await verifier.read(signed_with(OLD), at=LATER) == CLAIMS
    issuer.seconds = 300
    with pytest.raises(InvalidToken):
        await verifier.read(signed_with(OLD), at=LATER)


async def test_while_the_keys_are_fetched_again_the_others_go_on_with_those_they_have():
    issuer, answering = Issuer(NEW), asyncio.Event()
    verifier = issuer.verifier()
    await verifier.read(signed_with(NEW), at=LATER)

    async def slowly() -> bytes:
        await answering.wait()
        return issuer.document

    issuer.answer, issuer.seconds = slowly, 300
    fetching = asyncio.create_task(verifier.read(signed_with(NEW), at=LATER))
    await asyncio.sleep(0)
    assert await verifier.read(signed_with(NEW), at=LATER) == CLAIMS
    answering.set()
    assert await fetching == CLAIMS
    assert issuer.asked == 2


@pytest.mark.parametrize("failure", [OSError(), RuntimeError("hunter2"), None], ids=str)
async def test_while_the_issuer_is_away_its_keys_are_good_for_a_day(
    failure: Exception | None, caplog: pytest.LogCaptureFixture
):
    issuer = Issuer(NEW)
    verifier = issuer.verifier()
    await verifier.read(signed_with(NEW), at=LATER)
    issuer.failure, issuer.document = failure, b"hunter2"
    for issuer.seconds in (300, 86_399):
        assert await verifier.read(signed_with(NEW), at=LATER) == CLAIMS
    issuer.seconds = 86_400
    with pytest.raises(Unavailable) as away:
        await verifier.read(signed_with(NEW), at=LATER)
    assert away.value.retry_after == timedelta(seconds=10)
    assert "hunter2" not in caplog.text
    issuer.failure, issuer.seconds = None, 86_410
    issuer.publish(NEW)
    assert await verifier.read(signed_with(NEW), at=LATER) == CLAIMS


async def test_without_keys_nothing_is_believed_and_an_issuer_that_hangs_is_given_up():
    issuer = Issuer(NEW)
    issuer.answer = asyncio.Event().wait  # type: ignore[assignment]
    verifier = issuer.verifier()
    for _ in range(3):
        with pytest.raises(Unavailable):
            await verifier.read(signed_with(NEW), at=LATER)
    assert issuer.asked == 1


async def test_an_issuer_of_shared_secrets_publishes_nothing_to_believe():
    issuer = Issuer(SigningKey(id="new", secret=SECRET))
    with pytest.raises(InvalidToken):
        await issuer.verifier().read(signed_with(SigningKey(id="new", secret=SECRET)), at=LATER)


async def test_whoever_gives_up_waiting_leaves_the_others_their_keys():
    issuer = Issuer(NEW)
    verifier = issuer.verifier()
    impatient = asyncio.create_task(verifier.read(signed_with(NEW), at=LATER))
    await asyncio.sleep(0)
    impatient.cancel()
    await asyncio.wait([impatient])
    issuer.seconds = 10
    assert await verifier.read(signed_with(NEW), at=LATER) == CLAIMS


@pytest.mark.parametrize("algorithm", [Algorithm.EDDSA, Algorithm.ES256])
async def test_no_forgery_is_believed(algorithm: Algorithm):
    forger = Forger(algorithm)
    document = jwks_of(keys_of(algorithm))
    verifier, reader = JwtVerifier(_of(document), TERMS), TokenReader(keys_in(document), TERMS)
    assert await verifier.read(forger.forged(), at=LATER) == reader.read(forger.forged(), LATER) == CLAIMS
    believed = []
    for token in (*corpus(forger).values(), *forger.flips()):
        try:
            await verifier.read(token, at=LATER)
        except InvalidToken:
            continue
        believed.append(token)
    assert believed == []


def _of(document: bytes) -> Callable[[], Awaitable[bytes]]:
    async def fetch() -> bytes:
        return document

    return fetch


class TestFetching:
    @pytest.fixture
    def url(self):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(302 if self.path == "/moved" else 200)
                self.send_header("Location", "/jwks.json")
                self.end_headers()
                self.wfile.write(b"x" * 100_000 if self.path == "/large" else json.dumps({"keys": []}).encode())

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
            serving = Thread(target=server.serve_forever)
            serving.start()
            yield f"http://127.0.0.1:{server.server_port}"
            server.shutdown()
            serving.join()

    async def test_keys_are_fetched_from_their_url(self, url: str):
        assert keys_in(await jwks_at(f"{url}/jwks.json")()) == ()

    async def test_nobody_is_followed_elsewhere(self, url: str):
        with pytest.raises(OSError, match="302"):
            await jwks_at(f"{url}/moved")()

    async def test_what_is_too_large_is_not_read_to_its_end(self, url: str):
        assert len(await jwks_at(f"{url}/large")()) == 65_537

    @pytest.mark.parametrize(
        "url",
        ["http://accounts.example.org/jwks.json", "file:///etc/passwd", "ftp://x/y", "", "https://", "https://a b/"],
    )
    def test_keys_that_could_be_changed_on_their_way_are_not_fetched(self, url: str):
        with pytest.raises(ValueError, match=r"^must be an https URL$"):
            jwks_at(url)
