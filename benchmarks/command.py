"""`./run benchmarks`: every figure that the design promises, beside its anchor, in one run."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import print_exc

import click

from benchmarks.figures import Figure, as_json, not_measured, table
from benchmarks.setting import Setting

ROWS = (
    "recording",
    "pages",
    "queries",
    "opening",
    "editing",
    "groups",
    "audit",
    "printing",
    "printing_load",
)
SIZES, QUICK_SIZES = "1000,10000,100000", "1000"


class Sizes(click.ParamType[tuple[int, ...]]):
    """Numbers of transactions with commas between them."""

    name = "sizes"

    def convert(
        self,
        value: object,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[int, ...]:
        """Read them, the smallest first."""
        words = str(value).split(",")
        if not all(word.isdecimal() and int(word) >= 120 for word in words):  # noqa: PLR2004 - one a month
            self.fail("sizes are whole numbers from 120, like 1000,10000.", param, ctx)
        return tuple(sorted({int(word) for word in words}))


@click.command(epilog="Example: ./run benchmarks --only pages --sizes 1000,10000")
@click.option("--json", "as_list", is_flag=True, help="Print a list in JSON in place of a table.")
@click.option("--only", multiple=True, help=f"Only these, of {', '.join(ROWS)}.")
@click.option("--sizes", type=Sizes(), default=None, help=f"Transactions; {SIZES} if not said.")
@click.option("--quick", is_flag=True, help="Few rounds, few groups, a small book: to try it.")
@click.option(
    "--keep",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder that keeps the books for the next run.",
)
@click.pass_context
def benchmarks(
    context: click.Context,
    sizes: tuple[int, ...] | None,
    only: tuple[str, ...],
    keep: Path | None,
    *,
    as_list: bool,
    quick: bool,
) -> None:
    """Measure what the design promises, each figure beside its anchor.

    A figure is ours by the anchor's, the median of at least seven pairs. Ends with 0 where all of
    them hold, and with 1 where one does not.
    """
    wanted = _wanted(only)
    chosen = sizes or Sizes().convert(QUICK_SIZES if quick else SIZES, None, None)
    with _kept(keep) as folder:
        setting = Setting(keep=folder, sizes=chosen, is_quick=quick, say=_say)
        found = [figure for name in wanted for figure in _figures(name, setting)]
    click.echo(as_json(found) if as_list else table(found))
    context.exit(0 if all(each.holds for each in found) else 1)


def _wanted(only: tuple[str, ...]) -> list[str]:
    named = [name for words in only for name in words.replace(",", " ").split()]
    if unknown := [name for name in named if name not in ROWS]:
        raise click.BadParameter(f"there is no “{unknown[0]}”; there are {', '.join(ROWS)}")
    return [name for name in ROWS if not named or name in named]


def _figures(name: str, setting: Setting) -> Iterator[Figure]:
    """Measure one row; what breaks is told, does not hold, and keeps nothing else from running."""
    _say(f"[{name}]")
    try:
        yield from import_module(f"benchmarks.{name}").figures(setting)
    except Exception:  # noqa: BLE001 - whatever it was, the other rows are measured
        print_exc()
        yield not_measured(name)


@contextmanager
def _kept(keep: Path | None) -> Iterator[Path]:
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep.resolve()
        return
    with TemporaryDirectory(prefix="purse-benchmarks-") as folder:
        yield Path(folder).resolve()


def _say(step: str) -> None:
    click.echo(step, err=True)
