"""How fast the service is, beside what its users would have otherwise, and beside the least that must be done."""
