"""What a project for an API with tokens needs of Django's settings, as its checklist for deployment has it."""

import os
from urllib.parse import urlsplit

_DATABASE = urlsplit(os.environ["BENCH_DATABASE_URL"])

SECRET_KEY = os.environ["BENCH_SECRET"]
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
USE_TZ = True
ROOT_URLCONF = "bench.peers.django_ninja.api"
INSTALLED_APPS = ["bench.peers.django_ninja"]
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware"]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _DATABASE.path.removeprefix("/"),
        "USER": _DATABASE.username,
        "HOST": _DATABASE.hostname,
        "PORT": _DATABASE.port,
        "CONN_MAX_AGE": None,
    }
}
