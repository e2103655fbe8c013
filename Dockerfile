# syntax=docker/dockerfile:1
# docs/deployment.md says how it is meant to be run.

ARG PYTHON=3.13-slim-bookworm

FROM python:${PYTHON} AS build
ARG UV=0.13.9
RUN pip install --no-cache-dir --disable-pip-version-check uv==${UV}
ENV UV_CACHE_DIR=/var/cache/uv \
    UV_PROJECT_ENVIRONMENT=/opt/todoauth \
    UV_PYTHON_DOWNLOADS=never \
    UV_CACHE_DIR=/var/cache/uv \
    UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy
WORKDIR /src
# What changes seldom comes first: the packages of others are a layer of their own.
COPY pyproject.toml uv.lock ./
RUN --mount=type=cache,target=/var/cache/uv \
    uv sync --frozen --no-dev --no-install-project --extra server --extra postgres --extra mysql --extra redis --extra smtp \
    --extra asymmetric
COPY README.md LICENSE ./
COPY src src
RUN --mount=type=cache,target=/var/cache/uv \
    uv sync --frozen --no-dev --no-editable --extra server --extra postgres --extra mysql --extra redis --extra smtp \
    --extra asymmetric

FROM python:${PYTHON}
LABEL org.opencontainers.image.title="todoauth" \
      org.opencontainers.image.description="Accounts, sessions, one-time codes, todos and cleanings, as a service" \
      org.opencontainers.image.licenses="MIT"
RUN groupadd --system --gid 10001 todoauth \
 && useradd --system --uid 10001 --gid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin todoauth
COPY --from=build /opt/todoauth /opt/todoauth
ENV PATH=/opt/todoauth/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    TODOAUTH_ENV=production \
    TODOAUTH_BIND=0.0.0.0:8000
# Nothing is written below it: state is in the database, and the root file system may be read-only.
WORKDIR /opt/todoauth
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=6s --start-period=30s --retries=3 CMD ["todoauth", "health"]
ENTRYPOINT ["todoauth"]
CMD ["serve"]
