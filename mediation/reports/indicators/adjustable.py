"""The numbers of the settings as words, read when a definition is shown."""

from django.conf import settings
from django.utils.functional import lazy


def _number(name: str) -> str:
    return str(getattr(settings, name))


_lazily = lazy(_number, str)
STUCK_DAYS, RETURN_DAYS = _lazily("STUCK_DAYS"), _lazily("RETURN_DAYS")
