"""Adapters that are broken, each in one way that reviews overlook."""
