"""Quotation marks: where quotations stand in a text, which of them are speech, and what type they give a content."""

from quotestats.quotes.kinds import quote_type
from quotestats.quotes.marks import Quotation, find

__all__ = ["Quotation", "find", "quote_type"]
