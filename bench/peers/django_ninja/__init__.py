"""Django with django-ninja, under gunicorn."""
