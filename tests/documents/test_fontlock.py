import shutil

import pytest
from django.conf import settings

from documents import fontlock


def test_the_cache_lies_outside_the_checkout_under_the_hash_of_the_lock(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    expected = tmp_path / "labour-dispute-tracker" / "fonts" / fontlock.lock_hash()
    assert fontlock.cache_directory() == expected


def test_every_face_of_the_lock_is_pinned_and_every_substitute_exists():
    faces = fontlock.faces()
    assert all(len(face.sha256) == 64 for face in faces.values())
    assert {face.substitute for face in faces.values() if face.source == "debian"} <= set(faces)
    assert {face.role for face in faces.values() if face.source == "debian" and not face.substitute} == set()


def test_no_fonts_says_what_to_run(tmp_path):
    with pytest.raises(fontlock.FontsMissing, match=r"python -m documents\.foundry"):
        fontlock.verify(tmp_path)


@pytest.mark.parametrize("damage", ["alter", "remove"])
def test_a_damaged_font_is_refused(tmp_path, damage):
    shutil.copy(settings.FONT_DIR / fontlock.MANIFEST, tmp_path)
    manifest = fontlock.read_manifest(tmp_path)
    song = tmp_path / manifest.roles["song"]
    for name in manifest.files:
        (tmp_path / name).symlink_to(settings.FONT_DIR / name)
    assert fontlock.verify(tmp_path) == manifest
    song.unlink()
    shutil.copy(settings.FONT_DIR / song.name, song)
    if damage == "alter":
        song.write_bytes(song.read_bytes()[:-1] + b"\0\0")
    else:
        song.unlink()
    with pytest.raises(fontlock.FontsMissing, match=song.name):
        fontlock.verify(tmp_path)


def test_a_manifest_that_is_not_one_is_refused(tmp_path):
    (tmp_path / fontlock.MANIFEST).write_text("{}")
    with pytest.raises(fontlock.FontsMissing):
        fontlock.read_manifest(tmp_path)
