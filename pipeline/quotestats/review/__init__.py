"""The pages on which a person checks rows: a list of articles, and one page an article."""

from quotestats.review.pages import Written, write

__all__ = ["Written", "write"]
