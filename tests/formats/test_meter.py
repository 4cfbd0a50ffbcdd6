import gzip
from io import BytesIO, TextIOWrapper

import pytest

from quotestats.cli.terminal import left
from quotestats.formats import sources
from quotestats.formats.meter import Meter


def test_what_is_read_of_the_files_is_told_in_parts_of_their_bytes(tmp_path):
    for name, size in (("a.txt", 100), ("b.txt", 300)):
        (tmp_path / name).write_bytes(b"x" * size)
    meter = Meter()
    told = []

    for source in sources.expand([str(tmp_path)], meter=meter):
        with source.open() as stream:
            told.append(meter.share)
            stream.read(50)
            told.append(meter.share)

    assert told == [0, 0.125, 0.25, 0.375]


def test_a_packed_file_counts_by_its_packed_bytes(tmp_path):
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b'{"text": "It rained."}\n' * 1000))
    meter = Meter()

    (source,) = sources.expand([str(tmp_path)], meter=meter)
    with source.open() as stream:
        stream.read()
        assert meter.share == 1


def test_of_standard_input_beside_files_no_part_can_be_told(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("It rained.")
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(b"It snowed.")))
    meter = Meter()

    for source in sources.expand(["-", str(tmp_path / "a.txt")], meter=meter):
        with source.open() as stream:
            stream.read()

    assert meter.share == 0


@pytest.mark.parametrize(
    ("part", "elapsed", "told"),
    [
        *((0.5, 5.0, ""), (0.0, 60.0, ""), (0.5, None, ""), (0.5, 60.0, ", about 60 s left")),
        *((0.1, 60.0, ", about 9 min left"), (0.001, 60.0, ", about 16.6 h left"), (1.0, 60.0, ", about 0 s left")),
    ],
)
def test_the_time_left_is_told_by_the_part_that_is_done(part, elapsed, told):
    assert left(part, elapsed) == told
