"""What the design promises, measured beside Beancount, Fava and bare SQLite in the same run."""
