"""SQLite: one file, one writer, any number of readers."""
