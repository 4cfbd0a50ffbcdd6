import pytest

from quotestats.formats import names


@pytest.mark.parametrize(
    ("path", "stem", "suffix"),
    [
        ("a.txt", "a", ".txt"),
        ("b/a.JSONL.gz", "b/a", ".jsonl"),
        ("d.2.txt", "d.2", ".txt"),
        ("report.2019", "report.2019", ""),
        ("b.c/plain", "b.c/plain", ""),
        ("b/.txt", "b/.txt", ""),
        ("a.extremely-long", "a.extremely-long", ""),
    ],
)
def test_stem_and_suffix(path, stem, suffix):
    assert (names.stem(path), names.suffix(path)) == (stem, suffix)


def test_the_suffix_stays_where_two_differ_in_nothing_else():
    assert names.ids(["a.txt", "a.md", "b.txt"]) == {"a.txt": "a.txt", "a.md": "a.md", "b.txt": "b"}
