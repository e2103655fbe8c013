"""Hashes of passwords: our own, and those that others made."""
