"""The way in for `python -m benchmarks`, which is the same as `./run benchmarks`."""

import os

# Before anything imports Beancount: its cache is a pickle that it keeps beside a ledger.
os.environ["BEANCOUNT_DISABLE_LOAD_CACHE"] = "1"

from benchmarks.command import benchmarks

if __name__ == "__main__":
    benchmarks(prog_name="python -m benchmarks")
