"""How the tables of the people database came to be, one step a file in `versions`."""

# The newest step, known without importing alembic so that an ordinary start stays fast.
NEWEST = "0005"
