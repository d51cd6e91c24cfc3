"""The WSGI entry point."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

# What is loaded lives as long as the process: the collector of garbage looks at it no more, which spares a list of
# 2,000 workers a third of its time.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
