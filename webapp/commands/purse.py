"""The group of all verbs: found when they are asked for, and their faults said in one sentence."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

from ledger.errors import Refusal

MISTYPED, STOPPED = 2, 130

# A verb is imported when it is asked for: to check a book, nothing of the web need be loaded.
_VERBS = {
    "serve": "webapp.commands.serving",
    "demo": "webapp.commands.demo",
    "check": "webapp.commands.checking",
    "record": "webapp.commands.recording",
    "correct": "webapp.commands.correcting",
    "redact": "webapp.commands.redacting",
    "accounts": "webapp.commands.printing",
    "report": "webapp.commands.printing",
    "verify": "webapp.commands.verifying",
    "new-group": "webapp.commands.groups",
    "invite": "webapp.commands.groups",
    "export": "webapp.commands.taking_away",
    "history": "webapp.commands.history",
    "backup": "webapp.commands.backup",
    "restore": "webapp.commands.restore",
    "benchmarks": "benchmarks.command",
}


class Purse(click.Group):
    """A group of verbs whose refusals, wrong words and faults of the system are one sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the verbs in the order in which a group meets them."""
        del ctx
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Find a verb by its word."""
        del ctx
        if cmd_name not in _VERBS:
            return None
        found: click.Command = getattr(import_module(_VERBS[cmd_name]), cmd_name.replace("-", "_"))
        return found

    def main(  # type: ignore[override] # ours always ends the program
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        **extra: Any,  # noqa: ANN401 - handed on to click as it came
    ) -> NoReturn:
        """Do what was asked, and end with its code: 0 done, 1 not sound, 2 not understood."""
        extra["standalone_mode"] = False
        try:
            code = super().main(args, prog_name or "./run", **extra)
        except click.exceptions.NoArgsIsHelpError as fault:
            fault.show()
            code = fault.exit_code
        except click.ClickException as fault:
            _say(_sentence(fault))
            code = fault.exit_code
        except Refusal as refusal:
            _say(str(refusal))
            code = MISTYPED
        except (click.Abort, KeyboardInterrupt):
            code = STOPPED
        except OSError as fault:
            _say(of_the_system(fault))
            code = MISTYPED
        except Exception:
            if os.environ.get("PURSE_TRACEBACK"):
                raise
            _say(
                "Something broke on our side. What was recorded before is safe; "
                "PURSE_TRACEBACK=1 before the command shows where."
            )
            code = MISTYPED
        sys.exit(code if isinstance(code, int) else 0)


class Unsound(click.ClickException):
    """A book that could not be shown to be sound."""

    exit_code = 1


@click.group(
    cls=Purse,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: ./run check sample.beancount",
)
def purse() -> None:
    """Common Purse: show where every pound came from and where it went.

    With no verb, or with options only, it serves the web pages. BOOK is a book's folder; for what
    only reads (check, accounts, report) it may also be a single .beancount file.
    """


def _say(sentence: str) -> None:
    click.echo(sentence, err=True)


def _sentence(fault: click.ClickException) -> str:
    """What click found wrong, as one sentence, and where help is."""
    said = fault.format_message().replace("\n", " ").rstrip(".")
    if not isinstance(fault, click.UsageError):
        return f"{said}."
    path = fault.ctx.command_path if fault.ctx else "./run"
    return f"{said}. See {path} --help."


def of_the_system(fault: OSError) -> str:
    """What the system declined, as one sentence."""
    why = (fault.strerror or str(fault) or "the system declined").rstrip(".")
    name = f"“{fault.filename}”" if fault.filename else "This"
    return f"{name} did not work: {why[:1].lower()}{why[1:]}."
