"""How one installation runs: its data folder, its secrets, and what it is open to."""

import json
import os
import secrets
import tempfile
from dataclasses import dataclass, fields
from pathlib import Path

FILE_NAME = "secrets.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """One secret for each purpose, so that one that leaks opens only its own door."""

    session: str
    csrf: str
    links: str
    demo: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the web app is given at its start.

    `secure` says that people reach it over HTTPS; `proxied` that a proxy on this machine stands in
    front of it and tells the visitor's address; `demo` that ready links into the sample group
    work, which they do only with `loopback_only`; `allow_first_run` that the first group may be
    made in the browser. `hosts` are the names it answers to; none means any, but on loopback.
    """

    folder: Path
    secrets: Secrets
    secure: bool = False
    proxied: bool = False
    loopback_only: bool = True
    demo: bool = False
    allow_first_run: bool = False
    hosts: tuple[str, ...] = ()

    @property
    def books(self) -> Path:
        """The folder of the books, each in a folder of its group's id."""
        return self.folder / "books"

    @property
    def index(self) -> Path:
        """The folder of the indexes, which can be deleted at any time."""
        return self.folder / "index"

    @property
    def demo_links_work(self) -> bool:
        """Whether ready links into the sample group are answered at all."""
        return self.demo and self.loopback_only


def secrets_in(folder: Path) -> Secrets:
    """The secrets of a data folder, made at the first asking in a file that only its owner reads.

    Two processes that start at once agree on the same ones. A purpose that an older file does not
    know yet gets its secret now.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE_NAME
    wanted = [field.name for field in fields(Secrets)]
    if not path.exists():
        _write(path, {name: secrets.token_hex(32) for name in wanted}, replace=False)
    kept: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    if missing := [name for name in wanted if name not in kept]:
        kept |= {name: secrets.token_hex(32) for name in missing}
        _write(path, kept, replace=True)
    return Secrets(**{name: kept[name] for name in wanted})


def settings_for(
    folder: Path,
    *,
    secure: bool = False,
    demo: bool = False,
    allow_first_run: bool = False,
    loopback_only: bool = True,
    proxied: bool = False,
) -> Settings:
    """The settings of a data folder with its own secrets, made at the first asking."""
    return Settings(
        folder=folder,
        secrets=secrets_in(folder),
        secure=secure,
        demo=demo,
        allow_first_run=allow_first_run,
        loopback_only=loopback_only,
        proxied=proxied,
    )


def _write(path: Path, kept: dict[str, str], *, replace: bool) -> None:
    # mkstemp makes the file readable by its owner alone, before anything is in it.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".secrets-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(kept, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    if replace:
        Path(name).replace(path)
        return
    try:
        os.link(name, path)
    except FileExistsError:
        pass  # Another process was first: its secrets are the ones.
    finally:
        Path(name).unlink()
