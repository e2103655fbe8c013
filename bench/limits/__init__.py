"""The least that must be done for an answer: the same questions to the database, the same JSON, and nothing else.

Frozen: these programs and the versions of what they use are a yardstick. Who changes them measures something else from
then on, and says so in the table.

| program | the web | the token | the database |
|---|---|---|---|
| `l0_star` | bare ASGI | an HMAC, remembered | one joined statement on asyncpg |
| `l0` | bare ASGI | PyJWT | one for the session, one for the work |
| `l1` | Starlette | PyJWT | as `l0` |
| `embedded` | bare ASGI | an HMAC, remembered | one joined statement on `sqlite3`, in a thread |

There is no domain, no door, no header that protects anybody, no limit of how often. What is wrong gets a status.
"""
