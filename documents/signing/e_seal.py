"""An external e-seal service (电子印章服务) behind one HTTP address; docs/print-shop.md says what it is asked."""

import base64
import binascii
import http.client
import json
import socket
import threading
import time
from concurrent.futures import Future
from contextlib import closing, suppress
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.utils.translation import gettext as _

from documents.signing import Place, Signed, SigningRefused, appended

MOST_ADDED = 2 * 1024 * 1024  # bytes of a signature with its picture and certificates
MOST_SAID = 200  # characters of a refusal that are shown


class ESealService:
    """Sends the letter and takes the signed one; never follows a redirection, never waits longer than `timeout` s."""

    def __init__(self, url: str, token_file: str, timeout: float) -> None:
        self._url, self._token_file, self._timeout = url, token_file, timeout

    def ready(self, at: datetime) -> None:
        """Raises SigningRefused when no address is set, or the token cannot be read."""
        address = urlsplit(self._url)
        if address.scheme not in ("http", "https") or not address.hostname:
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
        """What the service answers with status 200, at most `most` bytes of it; after `timeout` seconds it is given up.

        Other letters wait for the number of this one, and a service that sends a byte now and then would hold it.
        """
        unreachable = SigningRefused(_("The e-seal service cannot be reached. Try again later."))
        try:
            line = _Line(self._url, self._timeout)
            status, answer = line.ask(body, self._headers(), most)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise unreachable from error
        if status != HTTPStatus.OK:
            raise SigningRefused(_refusal(status, answer))
        if len(answer) > most:
            raise unreachable
        return answer


class _Line:
    """One exchange with an address: no proxy, no redirection."""

    def __init__(self, url: str, timeout: float) -> None:
        address = urlsplit(url)
        kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
        self._connection = kind(address.hostname or "", address.port, timeout=timeout)
        self._path = urlunsplit(("", "", address.path or "/", address.query, ""))
        self._socket: socket.socket | None = None
        self._timeout, self._until = timeout, time.monotonic() + timeout

    def ask(self, body: bytes, headers: dict[str, str], most: int) -> tuple[int, bytes]:
        """Status and body, of this up to one byte more than `most`. Raises OSError, HTTPException or ValueError."""
        found: Future[tuple[int, bytes]] = Future()

        def run() -> None:
            try:
                found.set_result(self._exchange(body, headers, most))
            except Exception as error:  # it is told where it is waited for
                found.set_exception(error)

        threading.Thread(target=run, daemon=True).start()
        try:
            return found.result(self._timeout)
        finally:
            self._hang_up()

    def _exchange(self, body: bytes, headers: dict[str, str], most: int) -> tuple[int, bytes]:
        with closing(self._connection):
            self._connection.connect()
            self._socket = self._connection.sock  # which an answer that ends with the line takes along
            if time.monotonic() > self._until:  # nobody waits any more
                raise TimeoutError
            self._connection.request("POST", self._path, body, headers)
            with self._connection.getresponse() as response:
                return response.status, response.read(most + 1)

    def _hang_up(self) -> None:
        """Wakes a thread that still reads."""
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)


def _refusal(status: int, answer: bytes) -> Any:
    """The words of the service, in one line, when it gave any."""
    try:
        said = json.loads(answer)["error"]
    except (ValueError, KeyError, TypeError):
        said = ""
    words = " ".join(str(said).split())[:MOST_SAID] or str(status)
    return _("The e-seal service refused: %(words)s") % {"words": words}
