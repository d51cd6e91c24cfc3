"""An external e-seal service (电子印章服务) behind one HTTP address; docs/print-shop.md says what it is asked."""

import base64
import binascii
import http.client
import json
import time
import urllib.error
import urllib.request
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from documents.signing import Place, Signed, SigningRefused, appended

MOST_ADDED = 2 * 1024 * 1024  # bytes of a signature with its picture and certificates
MOST_SAID = 200  # characters of a refusal that are shown


class Service:
    """Sends the letter and takes the signed one; never follows a redirection, never waits longer than `timeout` s."""

    def __init__(self, url: str, token_file: str, timeout: float) -> None:
        self._url, self._token_file, self._timeout = url, token_file, timeout

    def ready(self, at: datetime) -> None:
        """Raises SigningRefused when no address is set, or the token cannot be read."""
        if urlsplit(self._url).scheme not in ("http", "https"):
            raise SigningRefused(_("No address of the e-seal service is set."))
        self._headers()

    def sign(self, pdf: bytes, place: Place | None, *, title: str, at: datetime) -> Signed:
        """The answer of the service, when it only adds to the letter."""
        self.ready(at)
        asked: dict[str, Any] = {"pdf": base64.b64encode(pdf).decode(), "title": title, "at": at.isoformat()}
        if place is not None:
            asked["place"] = {"page": place.page + 1, "box": [round(value, 2) for value in place.box]}
        answer = self._post(json.dumps(asked).encode(), most=(len(pdf) + MOST_ADDED) * 4 // 3 + 4096)
        try:
            said = json.loads(answer)
            signed = Signed(base64.b64decode(said["pdf"], validate=True), str(said.get("signer", ""))[:MOST_SAID])
        except (ValueError, KeyError, TypeError, AttributeError, binascii.Error) as error:
            raise SigningRefused(_("The e-seal service gave an answer that cannot be read.")) from error
        if not signed.signer.strip():
            raise SigningRefused(_("The e-seal service did not say in whose name it signed."))
        return appended(pdf, signed)

    def _headers(self) -> dict[str, str]:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._token_file:
            try:
                headers["Authorization"] = f"Bearer {Path(self._token_file).read_text().strip()}"
            except (OSError, ValueError) as error:
                raise SigningRefused(_("The token of the e-seal service cannot be read.")) from error
        return headers

    def _post(self, body: bytes, most: int) -> bytes:
        """What the service answers with status 200, at most `most` bytes of it."""
        request = urllib.request.Request(self._url, body, self._headers(), method="POST")  # noqa: S310 - see ready
        try:
            with _OPENER.open(request, timeout=self._timeout) as response:
                answer = _read(response, most, time.monotonic() + self._timeout)
        except urllib.error.HTTPError as error:
            with error:
                words = _refusal(error)
            raise SigningRefused(words) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise SigningRefused(_("The e-seal service cannot be reached. Try again later.")) from error
        return answer


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A letter goes to the address that was set, and to no other."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """None: the redirection becomes an error."""


_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)


def _read(response: Any, most: int, until: float) -> bytes:
    """The whole answer; a slow or endless one is given up, for other letters wait for the number of this one."""
    answer = bytearray()
    while chunk := response.read1(65_536):
        answer += chunk
        if len(answer) > most or time.monotonic() > until:
            raise TimeoutError
    return bytes(answer)


def _refusal(error: urllib.error.HTTPError) -> Any:
    """The words of the service, in one line, when it gave any."""
    try:
        said = json.loads(error.read(16_384))["error"]
    except (OSError, ValueError, KeyError, TypeError, http.client.HTTPException):
        said = ""
    words = " ".join(str(said).split())[:MOST_SAID] or str(error.code)
    return _("The e-seal service refused: %(words)s") % {"words": words}
