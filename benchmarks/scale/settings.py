"""The settings of the tests, with the peers beside the product's own pages."""

import sys

from tests.settings import *  # noqa: F403 - these settings are those
from tests.settings import BASE_DIR, INSTALLED_APPS

for folder in sorted((BASE_DIR / "var" / "peers" / "lib").glob("python3*/site-packages")):
    sys.path.append(str(folder))  # last, so that nothing of the product comes from there

INSTALLED_APPS = [*INSTALLED_APPS, "django_tables2"]
ROOT_URLCONF = "benchmarks.scale.peers"
DEBUG = False
PAGE_SECONDS = 600  # peers take as long as they need
