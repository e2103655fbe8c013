"""Users and todos, as Django's models."""

from uuid import uuid4

from django.db import models


class User(models.Model):
    id = models.UUIDField(primary_key=True)
    username = models.TextField()
    full_name = models.TextField(null=True)
    email = models.TextField(null=True)
    email_canonical = models.TextField(null=True)
    password_hash = models.TextField()
    is_active = models.BooleanField()
    is_superuser = models.BooleanField()
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "users"

    @property
    def is_verified(self) -> bool:
        return self.email_canonical is not None


class Todo(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid4)
    owner = models.ForeignKey(User, on_delete=models.CASCADE)
    content = models.TextField()
    folded = models.TextField()
    is_done = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        managed = False
        db_table = "todos"
