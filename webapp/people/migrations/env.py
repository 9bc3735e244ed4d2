"""What alembic runs: the steps, on the connection that `upgrade` hands over."""

from alembic import context

from webapp.people.tables import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    transactional_ddl=True,
)
context.run_migrations()
