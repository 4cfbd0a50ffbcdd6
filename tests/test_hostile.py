"""An archive of which every other file is broken, odd or meant to harm: the good ones give all that they hold."""

import csv
import dataclasses
import gzip
import io
import json
import os
import random
import re
import tarfile
import zipfile
from pathlib import Path

import pytest

from fake_recipe import FakeRecipe
from quotestats import batch, model
from quotestats.records import Article


def fact(number):
    return f"The board said that {number} boats were lost.\n"


def zipped(*items):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in items:
            archive.writestr(name, text)
    return data.getvalue()


def tarred(*names):
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as archive:
        for name in names:
            member = tarfile.TarInfo(name)
            member.size = len(fact(1))
            archive.addfile(member, io.BytesIO(fact(1).encode()))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return data.getvalue()


NOISE = random.Random(1).randbytes(3000)
ZIP = zipped(("a.txt", fact(1)), ("b.txt", fact(2)))
BROKEN = {  # each gives at least one line of articles.csv that has failed
    "empty.txt": b"",
    "blank.txt": b" \n\t\n",
    "noise.txt": NOISE,
    "nul.txt": bytes(5000),
    "empty.json": b"",
    "deep.json": b"[" * 100_000 + b"]" * 100_000,
    "number.json": b"1" + b"0" * 5000,
    "list.json": b"[1, 2, 3]",
    "types.jsonl": b'{"id": "t1", "text": 12.5}\n[1]\nnull\n{"id": "t2"}\n{"id": "t3", "text": "x\n{bad\n',
    "deep.jsonl": b'{"id": "d", "text": ' + b"[" * 50_000 + b"]" * 50_000 + b"}\n",
    "ragged.csv": b'id,text\nr1,"a, b"\nr2\nr3,x,y\n',
    "unclosed.csv": b'id,text\nu1,"never closed\n' + b"line\n" * 50,
    "nothing.csv": b"1,2,3\n4,5,6\n",
    "empty.zip": zipped(),
    "cut.zip": ZIP[: len(ZIP) // 2],
    "noise.zip": b"PK\x03\x04" + NOISE,
    "cut.txt.gz": gzip.compress(NOISE)[:1500],
    "noise.gz": b"\x1f\x8b" + NOISE,
    "noise.tar": NOISE,
    "cut.tar.gz": tarred("x.txt")[:60],
    "noise.parquet": b"PAR1" + NOISE + b"PAR1",
}
ODD = {  # each holds figures that must be found, whatever else is in it
    "bom.txt": "\ufeff" + fact(401),
    "nul inside.txt": "a\0b " + fact(402),
    "control.txt": "\x1b[31m\x0b\x0c\x7f\u202e" + fact(403),
    "separators.txt": "One.\u2028Two.\x85" + fact(404),
    "007.txt": fact(405),
    "12e10.txt": fact(406),
    "NA.txt": fact(407),
    "=cmd|'x'!A1.txt": fact(408),
    "-rf.txt": fact(409),
    "new\nline.txt": fact(410),
    'q"u,o;te.txt': fact(411),
    "日本 🙂.txt": fact(412),
    "%s{x}$HOME`id`.txt": fact(413),
    "long.txt": "x" * 300_000 + "\n" + fact(414),
    "huge number.txt": "9" * 400 + " and 1e999 and 31 February 99999.\n" + fact(415),
}
ENCODED = ("utf-16", "utf-32", "utf-8-sig", "cp1252")


def rows(out, name):
    with (out / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The archive read once: its folder, and the lines of articles.csv by path."""
    folder = tmp_path_factory.mktemp("hostile")
    place = folder / "in"
    (place / "good").mkdir(parents=True)
    for number in range(100, 140):
        (place / "good" / f"{number}.txt").write_text(fact(number), encoding="utf-8")
    for name, data in BROKEN.items():
        (place / name).write_bytes(data)
    for name, text in ODD.items():
        (place / name).write_bytes(text.encode())
    for number, name in enumerate(ENCODED, 500):
        (place / f"{name}.txt").write_bytes((fact(number) + "“Café” – costs.").encode(name))
    (place / "slip.zip").write_bytes(zipped(("../../../evil.txt", fact(601)), ("/abs.txt", fact(602))))
    (place / "slip.tar.gz").write_bytes(tarred("../up.txt", "/root.txt"))
    ids = ["../../x", "007", "12e10", "NA", "007", "", None, {"a": 1}, "lone\ud800", "=1+1"]
    lines = [json.dumps({"id": name, "text": fact(700 + number)}) for number, name in enumerate(ids)]
    (place / "ids.jsonl").write_text("\n".join(lines), encoding="utf-8")
    os.mkfifo(place / "pipe.txt")
    (place / "loop").symlink_to("..", target_is_directory=True)
    (place / "nowhere.txt").symlink_to("missing.txt")
    (place / "self.txt").symlink_to("self.txt")
    Path(os.fsdecode(os.fsencode(place) + b"/\xff\xfe.txt")).write_text(fact(416), encoding="utf-8")
    before = {path for path in folder.rglob("*") if not path.is_symlink()}
    batch.run(batch.Plan([str(place)], folder / "out", FakeRecipe()))
    after = {path for path in folder.rglob("*") if not path.is_symlink()}
    assert all(path.is_relative_to(folder / "out") for path in after - before)
    found = {}
    for row in rows(folder / "out", "articles"):
        found.setdefault(re.split("[#!]", row["path"])[0], []).append(row)
    return folder, found


def test_every_figure_of_a_readable_file_is_found(made):
    figures = {row["text"] for row in rows(made[0] / "out", "times")}
    wanted = {*range(100, 140), *range(401, 417), *range(500, 500 + len(ENCODED)), 601, 602}
    assert wanted - {int(figure) for figure in figures if len(figure) < 9} == set()


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_is_named_with_a_reason(made, name):
    failed = [row for row in made[1][name] if row["status"] == "failed"]
    assert failed, made[1][name]
    assert all(row["error"] and "Traceback" not in row["error"] for row in failed)


@pytest.mark.parametrize("name", ["pipe.txt", "nowhere.txt", "self.txt"])
def test_what_is_no_file_is_named(made, name):
    assert [row["status"] for row in made[1][name]] == ["failed"]


def test_ids_are_kept_as_they_are(made):
    found = {row["path"]: row for row in made[1]["ids.jsonl"]}
    assert len(found) == 10
    kept = [found[f"ids.jsonl#{line}"]["article_id"] for line in (1, 2, 3, 4, 10)]
    assert kept == ["../../x", "007", "12e10", "NA", "=1+1"]
    assert "stands already at" in found["ids.jsonl#5"]["error"]


@pytest.mark.parametrize("debris", ["ab1," * 30_000, "word " * 210_000, "12,345." * 9_000], ids=lambda text: text[:6])
def test_debris_of_any_length_is_split_into_words(nlp, debris):
    text = f"{debris}\n\nAnn Roe said that 4,170 boats were lost."
    doc = model.parse(dataclasses.replace(nlp, scope="statistics"), Article("a", text))
    assert len(doc.text) == len(text)
    assert [token.text for token in doc][-6:] == ["that", "4,170", "boats", "were", "lost", "."]
