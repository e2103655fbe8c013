"""What the hot routes cost: counts that are the same on every machine."""
