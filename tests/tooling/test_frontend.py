import json

import pytest

from tooling import frontend

ICON = """<svg xmlns="http://www.w3.org/2000/svg" width="24" class="icon">
  <path stroke="none" d="M0 0h24v24H0z" fill="none" />
  <path d="M7 20l10 0" />
  <path d="M6 6l6 -1" />
</svg>"""


@pytest.fixture
def icons(tmp_path, monkeypatch):
    monkeypatch.setattr(frontend, "MODULES", tmp_path)
    folder = tmp_path / "@tabler" / "icons" / "icons" / "outline"
    folder.mkdir(parents=True)
    for name in ("scale", "gavel"):
        (folder / f"{name}.svg").write_text(ICON)


@pytest.mark.usefixtures("icons")
def test_the_sprite_holds_a_symbol_an_icon_in_order():
    symbol = '<symbol id="{}" viewBox="0 0 24 24"><path d="M7 20l10 0" /> <path d="M6 6l6 -1" /></symbol>'
    assert frontend.sprite(["scale", "gavel"]).splitlines() == [
        '<svg xmlns="http://www.w3.org/2000/svg">',
        symbol.format("gavel"),
        symbol.format("scale"),
        "</svg>",
    ]


@pytest.mark.usefixtures("icons")
def test_an_unknown_icon_is_named():
    with pytest.raises(frontend.SetupError, match="'scales'"):
        frontend.sprite(["scales"])


@pytest.mark.parametrize("ending", ["\n/*# sourceMappingURL=a.css.map */", "\n//# sourceMappingURL=a.js.map\n"])
def test_source_map_references_are_taken_out(ending):
    assert frontend.SOURCE_MAP.sub(b"", f"a{{}}{ending}".encode()).strip() == b"a{}"


def test_the_lock_holds_no_registry_address_and_every_hash():
    lock = json.loads(frontend.LOCK.read_text())
    fetched = {name: entry for name, entry in lock["packages"].items() if name}
    assert [name for name, entry in fetched.items() if "resolved" in entry] == []
    assert [name for name, entry in fetched.items() if not entry["integrity"].startswith("sha512-")] == []


def test_the_icon_names_are_sorted_and_single():
    names = frontend.ICON_NAMES.read_text().split()
    assert names == sorted(set(names))
