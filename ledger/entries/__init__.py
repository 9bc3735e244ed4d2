"""Entries: what a person did, and the balanced transactions that it becomes."""
