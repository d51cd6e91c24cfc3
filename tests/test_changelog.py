"""The version of the product is told in one place and repeated in the other."""

import re
import tomllib

from django.conf import settings


def test_the_newest_entry_of_the_changelog_is_the_version_of_the_project():
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    headings = re.findall(r"^## (\S+)", (settings.BASE_DIR / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] == project["version"]
