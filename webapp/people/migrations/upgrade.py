"""Run alembic on a database that is already open, with no file of settings."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine


def settings() -> Config:
    """Where alembic finds the steps."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config


def upgrade(engine: Engine) -> None:
    """Apply every missing step in one transaction."""
    config = settings()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
