"""The targets of tools/fuzz.py: inputs that once broke them, and what any bytes must not do."""

from pathlib import Path

import fuzz_targets
import pytest
from hypothesis import given
from hypothesis import strategies as st

FOLDER = Path(__file__).parent / "fuzz"
KEPT = sorted(file for file in FOLDER.glob("*/*") if file.is_file())
PIECES = (
    "5",
    "1,000",
    "£",
    "%",
    " ",
    "“",
    "”",
    '"',
    "'",
    "\n\n",
    "said ",
    "last ",
    "year ",
    "million ",
    "to ",
    "{",
    "<a>",
)


@pytest.mark.parametrize("file", KEPT, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_what_was_found_once_is_mended(file):
    fuzz_targets.TARGETS[file.parent.name](file.read_bytes())


@pytest.mark.parametrize("target", sorted(fuzz_targets.TARGETS))
@given(
    st.binary(max_size=300) | st.lists(st.sampled_from(PIECES), max_size=40).map(lambda all_: "".join(all_).encode())
)
def test_no_bytes_break_a_target(target, data):
    fuzz_targets.TARGETS[target](data)
