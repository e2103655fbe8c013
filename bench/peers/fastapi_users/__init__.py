"""FastAPI Users, as its full example has it, with todos beside it."""
