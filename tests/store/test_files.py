"""Files are written together; what somebody saves meanwhile is set aside, not lost."""

from __future__ import annotations

from researchlib.store.files import Over, fingerprint_of, write_together


def test_what_was_saved_meanwhile_is_set_aside(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(b"old")
    planned = {path: Over(b"new", fingerprint_of(path))}
    path.write_bytes(b"edited by a person")
    aside = write_together(planned)
    assert path.read_bytes() == b"new"
    assert [p.read_bytes() for p in aside] == [b"edited by a person"]
    assert aside[0].name == "a_2.docx"


def test_nothing_is_set_aside_where_nobody_saved(tmp_path):
    path = tmp_path / "a.docx"
    assert write_together({path: Over(b"one", "")}) == []
    assert write_together({path: Over(b"two", fingerprint_of(path))}) == []
    assert [p.name for p in tmp_path.iterdir()] == ["a.docx"] and path.read_bytes() == b"two"
