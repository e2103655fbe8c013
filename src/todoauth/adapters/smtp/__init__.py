"""Mail through an SMTP server. Its URL is read without the extra `smtp`; sending needs it."""
