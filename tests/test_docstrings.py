"""Every example in a docstring holds."""

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import quotestats


def with_examples():
    """The modules in whose docstrings an example stands."""
    for found in pkgutil.walk_packages(quotestats.__path__, "quotestats."):
        code = Path(found.module_finder.find_spec(found.name).origin).read_text(encoding="utf-8")
        if ">>> " in code:
            yield found.name


@pytest.mark.parametrize("name", [*with_examples()])
def test_the_examples_hold(name):
    found = doctest.testmod(importlib.import_module(name))
    assert found.attempted
    assert not found.failed
