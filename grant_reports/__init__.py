"""Reports on paper: one read-only statement in, one PDF out."""
