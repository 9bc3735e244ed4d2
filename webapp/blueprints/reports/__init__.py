"""The report for a funder: written, looked at, and issued; each version that went out is kept."""

from flask import Blueprint

from webapp.blueprints.reports import issuing, photographs, writing

blueprint = Blueprint("reports", __name__, url_prefix="/g/<group>/reports/<fund>")

_POST = ["POST"]

blueprint.add_url_rule("", "write", writing.write, methods=["GET", "POST"])
blueprint.add_url_rule("/photographs", "add_photograph", photographs.add, methods=_POST)
blueprint.add_url_rule("/photographs/<sha256>", "photograph", photographs.show)
blueprint.add_url_rule(
    "/photographs/<sha256>/words", "describe_photograph", photographs.describe, methods=_POST
)
blueprint.add_url_rule(
    "/photographs/<sha256>/cover", "cover_photograph", photographs.cover, methods=["GET", "POST"]
)
blueprint.add_url_rule("/draft", "draft", issuing.draft)
blueprint.add_url_rule("/issue", "issue", issuing.issue, methods=_POST)
blueprint.add_url_rule("/issuing/<key>", "issuing", issuing.issuing)
blueprint.add_url_rule("/issued/<name>", "issued", issuing.issued)
