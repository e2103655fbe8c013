"""The way of the full-stack FastAPI template: SQLModel and synchronous routes, in the thread pool."""
