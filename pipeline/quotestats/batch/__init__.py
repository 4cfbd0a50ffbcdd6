"""Run an archive: read its articles, analyse those not yet done, write the tables.

``run`` is the one thing to call; ``Plan`` says what to run, ``Summary`` what came of it.
"""

from quotestats.batch.plan import Plan, Summary
from quotestats.batch.run import run

__all__ = ["Plan", "Summary", "run"]
