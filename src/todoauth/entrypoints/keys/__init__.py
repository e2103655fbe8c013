"""What signs and what is mixed into passwords: made of one secret, or kept in rings that can be turned."""
