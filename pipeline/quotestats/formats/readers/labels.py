"""The labels of vendor exports (``BYLINE:``, ``Volltext:``): which field each names, from labels.tsv beside this."""

from functools import cache
from importlib import resources

from quotestats import lexicon


@cache
def labels(vendor: str) -> dict[str, str]:
    """Return label in lower case to field for a vendor (``nexis``, ``proquest``)."""
    text = resources.files("quotestats.formats.readers").joinpath("labels.tsv").read_text(encoding="utf-8")
    return {row["label"]: row["field"] for row in lexicon.parse(text, "labels.tsv") if row["vendor"] == vendor}
