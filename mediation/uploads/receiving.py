"""Takes a file off the request without ever keeping more of it than may come in."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class CappedFileUploadHandler(TemporaryFileUploadHandler):
    """Keeps the first bytes of a file up to the limit, and its true size: who reads it refuses it by that."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> Any:
        room = settings.UPLOAD_MOST_BYTES + 1 - start
        if room > 0:
            super().receive_data_chunk(raw_data[:room], start)
