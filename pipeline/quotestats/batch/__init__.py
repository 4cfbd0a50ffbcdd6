"""Run an archive: read its articles, analyse those not yet done, write the tables.

``run`` is the one thing to call; ``Plan`` says what to run, ``Summary`` what came of it.
"""

from quotestats.batch.run import Plan, Summary, run

__all__ = ["Plan", "Summary", "run"]
