import pytest

from quotestats.formats import marks


@pytest.mark.parametrize(
    ("head", "name", "namespaces", "doctype"),
    [
        (b'<?xml version="1.0"?>\n<nitf>', "nitf", (), ""),
        (b'\xef\xbb\xbf<!-- a > b --><!DOCTYPE nitf SYSTEM "n.dtd">\n<nitf a="1">', "nitf", (), 'nitf SYSTEM "n.dtd"'),
        (b'<a:item xmlns:a="urn:x" xmlns="urn:y"/>', "item", ("urn:x", "urn:y"), ""),
        ('<?xml version="1.0" encoding="UTF-16"?><feed>'.encode("utf-16"), "feed", (), ""),
        (b"<!DOCTYPE html>\n<HTML>", "html", (), "html"),
        (b"<!doctype HTML PUBLIC 'x'>", "html", (), "HTML PUBLIC 'x'"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>', "a", (), "a"),
        (b"<Body><p>", "html", (), ""),
        (b"<RECORD", "RECORD", (), ""),
        (b"x < y", "", (), ""),
        (b"< y", "", (), ""),
        (b"", "", (), ""),
        (b"<" * 60_000, "", (), ""),
        (b"<!--" * 15_000, "", (), ""),
    ],
)
def test_the_root_element(head, name, namespaces, doctype):
    assert marks.root(head) == (name, namespaces, doctype)
