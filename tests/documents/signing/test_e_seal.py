import base64
import io
import json
import socket
import threading
import time
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pypdf
import pytest

from documents import samples
from documents.issuing import LetterError, issue, reproduce
from documents.models import IssuedLetter, Series
from documents.signing import SigningRefused
from documents.signing.e_seal import ESealService

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 16, 2, tzinfo=UTC)


class Answer:
    """What the service does with a request; the requests it got."""

    def __init__(self):
        self.asked, self.headers, self.make = (
            [],
            [],
            lambda pdf: (200, {"pdf": pdf + b"\n%signed\n", "signer": "江州市总工会"}),
        )


def encoded(said):
    if isinstance(said, bytes):
        return said
    pdf = said.get("pdf")
    return json.dumps({**said, "pdf": base64.b64encode(pdf).decode()} if isinstance(pdf, bytes) else said).encode()


@pytest.fixture
def service(settings, tmp_path):
    answer = Answer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            answer.asked.append(asked)
            answer.headers.append(self.headers)
            status, said = answer.make(base64.b64decode(asked["pdf"]))
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(encoded(said))

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *args: None  # a client that hung up is what some tests want
    threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
    (tmp_path / "token").write_text("s3cret\n")
    settings.SIGNING, settings.SIGNING_TIMEOUT = "service", 0.6
    settings.SIGNING_URL = f"http://127.0.0.1:{server.server_port}/seal"
    settings.SIGNING_TOKEN_FILE = str(tmp_path / "token")
    yield answer
    server.shutdown()
    server.server_close()


def give():
    facts = samples.SAMPLES["reminder"]
    return issue("reminder", facts, issuer=samples.ISSUER, by="某", at=AT, verify_url="https://e.org/verify")


def test_the_service_gets_letter_and_place_and_what_it_adds_is_kept(service):
    letter = IssuedLetter.objects.get(pk=give().pk)
    assert (letter.signed_by, bytes(letter.pdf)[letter.unsigned_length :]) == ("江州市总工会", b"\n%signed\n")
    assert letter.unsigned == reproduce(letter)
    [asked] = service.asked
    assert base64.b64decode(asked["pdf"]) == letter.unsigned
    assert (asked["title"], asked["at"]) == (f"工会劳动法律监督提示函 {letter.number}", "2026-03-16T02:00:00+00:00")
    assert asked["place"]["page"] == len(pypdf.PdfReader(io.BytesIO(letter.unsigned)).pages) == 2  # where the seal is
    left, bottom, right, top = asked["place"]["box"]
    assert right - left == pytest.approx(top - bottom, abs=0.02) == pytest.approx(42 * 72 / 25.4, abs=0.02)
    assert service.headers[0]["Authorization"] == "Bearer s3cret"


def long_winded(pdf):
    time.sleep(1)
    return 200, {"pdf": pdf + b"x", "signer": "某"}


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda pdf: (200, {"pdf": b"%PDF-1.7 another", "signer": "某"}), "changed the letter"),
        (lambda pdf: (200, {"pdf": pdf, "signer": "某"}), "changed the letter"),
        (lambda pdf: (200, {"pdf": b"X" + pdf, "signer": "某"}), "changed the letter"),
        (lambda pdf: (200, {"pdf": pdf + b"x"}), "in whose name"),
        (lambda pdf: (200, {"pdf": "not base64!", "signer": "某"}), "cannot be read"),
        (lambda pdf: (200, {"signer": "某"}), "cannot be read"),
        (lambda pdf: (200, b"<html>"), "cannot be read"),
        (lambda pdf: (200, b"[]"), "cannot be read"),
        (lambda pdf: (403, {"error": "印章已停用\n\u0000请联系管理员"}), "refused: 印章已停用"),
        (lambda pdf: (500, b"<html>"), "refused: 500"),
        (lambda pdf: (302, {}), "refused: 302"),
        (lambda pdf: (200, b"x" * (len(pdf) * 2 + 4_000_000)), "cannot be reached"),
        (long_winded, "cannot be reached"),
    ],
)
def test_whatever_else_it_answers_refuses_and_takes_no_number(service, make, words):
    service.make = make
    with pytest.raises(LetterError, match=words) as caught:
        give()
    assert [finding.field for finding in caught.value.findings] == ["signature"]
    assert (Series.objects.count(), IssuedLetter.objects.count()) == (0, 0)


@pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 403 No\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\n{"])
def test_a_service_that_drips_is_given_up_in_time(settings, head):
    hung_up = threading.Event()

    def drip():
        line, _address = listener.accept()
        with line:
            line.recv(65_536)
            line.sendall(head)
            for _second in range(100):
                time.sleep(0.1)
                try:
                    line.sendall(b"a")
                except OSError:
                    break
        hung_up.set()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=drip, daemon=True).start()
        service, began = ESealService(f"http://127.0.0.1:{listener.getsockname()[1]}/seal", "", 0.4), time.monotonic()
        with pytest.raises(SigningRefused, match="cannot be reached"):
            service.sign(b"%PDF-1.7", None, title="函", at=AT)
        assert 0.3 < time.monotonic() - began < 3
        assert hung_up.wait(5)  # no thread and no line is left behind


@pytest.mark.parametrize(
    ("url", "token", "words"),
    [
        ("", "", "No address"),
        ("file:///etc/passwd", "", "No address"),
        ("https:///seal", "", "No address"),
        ("http://127.0.0.1:port/seal", "", "cannot be reached"),
        ("http://127.0.0.1:9/seal", "", "cannot be reached"),
        ("https://e.org/", "/nowhere/token", "token"),
    ],
)
def test_a_service_that_is_not_there_refuses(settings, url, token, words):
    settings.SIGNING, settings.SIGNING_URL, settings.SIGNING_TOKEN_FILE = "service", url, token
    with pytest.raises(LetterError, match=words):
        give()
    assert (Series.objects.count(), IssuedLetter.objects.count()) == (0, 0)
