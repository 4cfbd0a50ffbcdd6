"""What an archive says in numbers, on one page: claims over time, speakers, figures that disagree, coverage."""

from quotestats.report.page import Report, write
from quotestats.report.selection import Selection

__all__ = ["Report", "Selection", "write"]
