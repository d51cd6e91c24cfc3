"""The product's settings; static files are neither hashed nor looked for."""

from config.settings import *  # noqa: F403 - these settings are those
from config.settings import STORAGES

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
