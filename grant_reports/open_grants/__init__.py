"""Grants and help as open data, in the shape of the 360Giving Data Standard 1.4."""

from grant_reports.open_grants.package import (
    NothingToPublish,
    NotTheStandardsShape,
    grants_json,
    prefix_of,
)

__all__ = ["NotTheStandardsShape", "NothingToPublish", "grants_json", "prefix_of"]
