"""What every test shares: no cache beside the books, and how hard hypothesis tries."""

import os

# Before anything imports Beancount: its cache is a pickle that it keeps beside a ledger.
os.environ["BEANCOUNT_DISABLE_LOAD_CACHE"] = "1"

from hypothesis import HealthCheck, settings

# `HYPOTHESIS_PROFILE=deep ./test tests/ledger` before a release; the other one is for every day.
settings.register_profile(
    "ci", max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("deep", settings.get_profile("ci"), max_examples=20_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
