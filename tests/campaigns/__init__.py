"""What takes longer than a test may: faults by the dozen under real traffic, and what was left of it counted."""
