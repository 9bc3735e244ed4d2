"""The ledger: knows money, and nothing of the web."""
