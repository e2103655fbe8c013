"""The service as it is, and the same routes as FastAPI itself runs them."""
