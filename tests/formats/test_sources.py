import bz2
import gzip
import io
import json
import lzma
import os
import sys
import tarfile
import zipfile
import zlib

import pytest
from reading import put, read

from quotestats.errors import MissingExtraError, UsageError
from quotestats.formats import containers, sources
from quotestats.records import Problem


def test_ids_of_text_files(tmp_path):
    for name in ("a.txt", "a.md", "b/c.txt", "b/d.2.txt", ".hidden.txt"):
        put(tmp_path, name, "Ann Roe said 5 had left.")
    assert [(one.id, one.path) for one in read(tmp_path)] == [
        ("a.md", "a.md"),
        ("a.txt", "a.txt"),
        ("b/c", "b/c.txt"),
        ("b/d.2", "b/d.2.txt"),
    ]
    assert read(tmp_path / "a.txt")[0].id == "a"


def archives(folder):
    with zipfile.ZipFile(folder / "x.zip", "w") as archive:
        archive.writestr("2019/b.txt", "two")
        archive.writestr("2019/a.txt", "one")
        archive.writestr("__MACOSX/._a.txt", "no")
    with tarfile.open(folder / "x.tar.gz", "w:gz") as archive:
        for name, data in (("2019/b.txt", b"two"), ("2019/a.txt", b"one")):
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))


@pytest.mark.parametrize("name", ["x.zip", "x.tar.gz"])
def test_archives_as_a_source_and_within_one(tmp_path, name):
    archives(tmp_path)
    alone = {(one.id, one.path, one.text) for one in read(tmp_path / name)}
    assert alone == {("2019/a", f"{name}!/2019/a.txt", "one"), ("2019/b", f"{name}!/2019/b.txt", "two")}
    within = {one.id for one in read(tmp_path) if one.path.startswith(f"{name}!")}
    assert within == {f"{name}!/2019/a", f"{name}!/2019/b"}


def test_archives_within_archives_end_somewhere(tmp_path):
    data = b"Ann Roe said 5 had left."
    for _ in range(8):
        data = gzip.compress(data)
    (found,) = read(put(tmp_path, "a.gz", data))
    assert found.error == "packed more than 4 times over: unpack it first"


def test_globs_links_and_odd_files(tmp_path):
    put(tmp_path, "in/a.txt", "one")
    put(tmp_path, "in/b.md", "two")
    put(tmp_path, "in/deep/c.txt", "three")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "nothing.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "in" / "pipe.txt")
    assert [one.path for one in read(tmp_path / "in" / "*.md")] == ["b.md"]
    assert {one.path: getattr(one, "error", "") for one in read(tmp_path / "in" / "**" / "*.txt")}.keys() >= {
        "a.txt",
        "deep/c.txt",
    }
    errors = {one.path: one.error for one in read(tmp_path / "in") if isinstance(one, Problem)}
    assert errors == {
        "nothing.txt": "a link to nothing: mend or remove it",
        "pipe.txt": "no file but a pipe, a socket or a device: save what comes from it as a file",
    }


def test_the_outputs_within_a_source_are_passed_over(tmp_path):
    put(tmp_path, "a.txt", "one")
    put(tmp_path, "out/articles.csv", "article_id\n")
    assert [one.path for one in read(tmp_path, skip=[tmp_path / "out"])] == ["a.txt"]


def test_the_tables_of_earlier_runs_are_passed_over_what_else_is_there_is_not(tmp_path):
    put(tmp_path, "old/run.json", json.dumps({"files": ["articles.csv", "run.json"]}))
    for name in ("articles.csv", "note.txt"):
        put(tmp_path, f"old/{name}", "one")
    assert len(read(tmp_path)) == 3
    (tmp_path / "old" / ".quotestats").mkdir()
    assert [one.path for one in read(tmp_path)] == ["old/note.txt"]
    assert [one.path for one in read(tmp_path / "old")] == ["note.txt"]
    put(tmp_path, "old/run.json", "[" * 9)
    assert len(read(tmp_path)) == 3


def test_names_that_are_no_utf_8_are_written_out(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("one")
    assert [one.path for one in read(tmp_path)] == [r"caf\xe9.txt"]


def test_a_path_that_is_missing(tmp_path):
    put(tmp_path, "a.txt", "one")
    assert [one.path for one in read(tmp_path / "a.txt", tmp_path / "zzz")] == ["a.txt", str(tmp_path / "zzz")]
    with pytest.raises(UsageError, match="no such file or folder"):
        read(tmp_path / "zzz")


def test_the_only_archive_of_a_folder_keeps_its_name_in_the_ids(tmp_path):
    (tmp_path / "in").mkdir()
    archives(tmp_path / "in")
    (tmp_path / "in" / "x.tar.gz").unlink()
    assert read(tmp_path / "in")[0].id == "x.zip!/2019/a"


def zstd(data):
    return pytest.importorskip("zstandard").ZstdCompressor().compress(data)


@pytest.mark.parametrize("name", ["a.txt.zst", "a.txt"])
def test_zstd_is_unpacked_and_its_damage_told(tmp_path, name):
    packed = zstd(b"Ann Roe said 5 had left. " * 400)
    (found,) = read(put(tmp_path, name, packed + zstd(b"Six came.")))
    assert (found.id, found.text[-34:]) == ("a", "Ann Roe said 5 had left. Six came.")
    (damaged,) = read(put(tmp_path, name, packed[:9] + b"\xff" * 40))
    assert damaged.error.startswith("damaged or cut short: ")


def test_a_missing_package_for_zstd_is_named(tmp_path, monkeypatch):
    file = put(tmp_path, "a.txt.zst", zstd(b"one"))
    monkeypatch.setitem(sys.modules, "zstandard", None)
    (found,) = read(file)
    assert found.error == 'unpacking zstd needs zstandard: pip install "quotestats[zstd]"'


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, zstd])
def test_a_bomb_is_stopped_long_before_it_is_unpacked(tmp_path, monkeypatch, pack):
    monkeypatch.setattr(containers, "_SURE", 2**20)
    monkeypatch.setattr(containers, "_RATIO", 20)
    bomb = put(tmp_path, "in/a.txt.packed", pack(b"0" * 2**25))
    put(tmp_path, "in/b.txt", "one")
    found = read(bomb.parent)
    assert found[0].error.startswith("unpacks to more than 20 times its size, ")
    assert found[1].text == "one"


def test_a_bomb_in_a_zip_archive_costs_only_itself(tmp_path, monkeypatch):
    monkeypatch.setattr(containers, "_SURE", 2**16)
    monkeypatch.setattr(containers, "_RATIO", 20)
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 2**20)
        archive.writestr("../../b.txt", "one")
    first, second = sorted(read(tmp_path / "x.zip"), key=lambda one: one.path, reverse=True)
    assert "unpack it first" in first.error
    assert second.text == "one"
    assert not (tmp_path.parent / "b.txt").exists()


def test_hidden_files_are_told(tmp_path):
    for name in ("a.txt", ".b.txt", ".git/c", "d/.e.txt", "out/.quotestats/kept", "out/run.json"):
        put(tmp_path, name, '{"files": ["run.json"]}')
    archives(tmp_path)
    told = []
    found = [one.path for one in sources.expand([str(tmp_path)], hidden=told.append)]
    assert not any("/." in path or path.startswith(("out", ".")) for path in found)
    below = [path.removeprefix(f"{tmp_path}/") for path in told]
    assert below == [".b.txt", ".git", "d/.e.txt", "x.zip!/__MACOSX/._a.txt"]
    assert [one.path for one in sources.expand([str(tmp_path / ".b.txt")])] == [".b.txt"]


def test_sources_that_are_addresses(tmp_path):
    fsspec = pytest.importorskip("fsspec")
    store = fsspec.filesystem("memory")
    for name, data in (("b.txt", b"two"), ("deep/a.txt.gz", gzip.compress(b"one")), (".hidden.txt", b"no")):
        store.pipe(f"/bucket/news/{name}", data)
    assert [(one.id, one.path, one.text) for one in read("memory://bucket/news")] == [
        ("b", "b.txt", "two"),
        ("deep/a", "deep/a.txt.gz", "one"),
    ]
    assert [one.path for one in read("memory://bucket/news/*.txt")] == ["b.txt"]
    assert [(one.id, one.path) for one in read("memory://bucket/news/b.txt")] == [("b", "b.txt")]
    (missing,) = read("memory://bucket/nowhere")
    assert (missing.path, missing.error) == ("memory://bucket/nowhere", "no such file or folder: check the address")
    (unknown,) = read("papyrus://roll/1")
    assert unknown.error.startswith("cannot be read: ")


def test_a_missing_package_for_addresses_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(
        MissingExtraError, match=r'reading s3://bucket/news needs fsspec: pip install "quotestats\[cloud\]"'
    ):
        read("s3://bucket/news")


def test_a_missing_package_for_the_web_ends_the_reading(monkeypatch):
    pytest.importorskip("fsspec")
    monkeypatch.setitem(sys.modules, "aiohttp", None)
    monkeypatch.delitem(sys.modules, "fsspec.implementations.http", raising=False)
    with pytest.raises(
        MissingExtraError, match=r'reading http://news\.test/a needs aiohttp: pip install "quotestats\[cloud\]"'
    ):
        read("http://news.test/a")


@pytest.mark.parametrize(
    ("packed", "text"),
    [
        (gzip.compress(b"one ") + gzip.compress(b"two"), b"one two"),
        (gzip.compress(b"one ") + b"\0" * 70_000 + gzip.compress(b"two") + b"\0" * 9, b"one two"),
        (gzip.compress(b"a" * 300_000), b"a" * 300_000),
        (b"", b""),
    ],
)
def test_gzip_members_are_one_file(packed, text):
    assert containers.stream("gzip", io.BytesIO(packed)).read() == text


def test_a_gzip_file_goes_on_behind_a_damaged_member():
    good, bad = gzip.compress(b"one "), bytearray(gzip.compress(b"two " * 99))
    bad[20] ^= 255
    stream = containers.stream("gzip", io.BytesIO(good + bad + good))
    assert stream.read1(4) == b"one "
    with pytest.raises(zlib.error):
        stream.read()
    assert containers.skip(stream) == len(good)
    assert stream.read() == b"one "
    assert containers.skip(containers.stream("bzip2", io.BytesIO(b""))) is None
