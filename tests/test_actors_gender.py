"""The gender that names and titles tell, and given names that are one name in two spellings."""

import pytest

from quotestats.actors import gender


@pytest.mark.parametrize(
    ("name", "told"),
    [("Dame Jo Reed", "f"), ("Mr Alex Reed", "m"), ("Mary Reed", "f"), ("Mary-Jane Reed", "f"), ("Reed", "")],
)
def test_the_gender_of_a_name(name, told):
    assert gender.of_name(name) == told


@pytest.mark.parametrize(
    ("name", "other", "one"),
    [
        ("Kristin", "Kristen", True),
        ("Phillip", "Philip", True),
        ("Kristin", "Tristin", False),  # another first letter
        ("Catherine", "Cath", False),  # more than a letter longer
        ("Daniel", "Daniela", False),  # a man and a woman
        ("Mario", "Maria", False),  # "Maria" is known as a name of both
        ("Elisabeth", "Elizabeth", True),
        ("Aurela", "Aurelo", False),  # neither is known
        ("Hannah", "Hanna", True),  # both women
        ("Stephen", "Steven", False),  # more than a letter otherwise
    ],
)
def test_two_spellings_of_a_given_name(name, other, one):
    assert gender.is_variant(name, other) is one
    assert gender.is_variant(other, name) is one
