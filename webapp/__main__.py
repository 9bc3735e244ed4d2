"""The way in for `./run` and `python -m webapp`: the command line, which also serves the pages."""

import sys

from webapp.commands import purse

if __name__ == "__main__":
    # With options only, or nothing at all, it is the pages that are wanted.
    words = sys.argv[1:]
    wants_help = words[:1] in (["--help"], ["-h"])
    if not wants_help and (not words or words[0].startswith("-")):
        words = ["serve", *words]
    purse.main(words)
