"""PAdES (ETSI EN 319 142-1, level B-B) with a certificate in a PKCS#12 file, through pyHanko.

The seal is the picture of the signature: who clicks it sees who signed. It is drawn once more over the seal of the
page, with the blend mode Darken, so that a viewer that shows no signatures shows the same letter.
"""

import functools
import io
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from documents.render import seal_picture
from documents.signing import Place, Signed, SigningRefused, appended
from documents.signing.examining import WORKS, examine, owner_of

try:
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.generic import pdf_name
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign import fields, signers
    from pyhanko.stamp import BaseStampStyle
except ImportError:
    BaseStampStyle = object

FIELD = "Seal"
MAY_SIGN = {"digital_signature", "non_repudiation"}  # of the key usages in a certificate (RFC 5280, 4.2.1.3)


class Pades:
    """Signs with the key and certificate of a PKCS#12 file, whose pass phrase stands in a file of its own."""

    def __init__(self, pkcs12: str, passphrase_file: str) -> None:
        self._pkcs12, self._passphrase_file = pkcs12, passphrase_file

    def ready(self, at: datetime) -> None:
        """Raises SigningRefused without pyHanko, file or key, and outside the validity of the certificate."""
        self._loaded(at)

    def sign(self, pdf: bytes, place: Place | None, *, title: str, at: datetime) -> Signed:
        """The file with the signature, which is examined before anything is kept of it."""
        signer = self._loaded(at)
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        writer._update_meta = lambda: None  # else Info says other things than the metadata stream
        _add_field(writer, place, title)
        meta = signers.PdfSignatureMetadata(FIELD, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES)
        done = signers.PdfSigner(meta, signer, stamp_style=_Kept()).sign_pdf(writer, existing_fields_only=True)
        signed = Signed(done.getvalue(), owner_of(signer.signing_cert))
        if examine(signed.pdf).result != WORKS:
            raise SigningRefused(_("The signature does not fit its certificate: is the key the right one?"))
        return appended(pdf, signed)

    def _loaded(self, at: datetime) -> Any:
        """The signer, when its certificate may sign at `at`."""
        if BaseStampStyle is object:
            raise SigningRefused(_("Signing is switched on, but its software is not installed."))
        try:
            passphrase = Path(self._passphrase_file).read_bytes().strip() if self._passphrase_file else None
            signer = _opened(Path(self._pkcs12).read_bytes(), passphrase)
        except (OSError, ValueError, AttributeError, TypeError) as error:  # the last two: without key or certificate
            raise SigningRefused(_("The certificate for signing cannot be opened.")) from error
        certificate = signer.signing_cert
        if at < certificate.not_valid_before:
            raise SigningRefused(_("The certificate for signing is not valid yet."))
        if at > certificate.not_valid_after:
            raise SigningRefused(_("The certificate for signing has expired."))
        usage = certificate.key_usage_value
        if usage is not None and not usage.native & MAY_SIGN:
            raise SigningRefused(_("The certificate is not one for signing."))
        return signer


@functools.lru_cache(maxsize=2)
def _opened(pkcs12: bytes, passphrase: bytes | None) -> Any:
    """The signer of a file; opening one derives a key, which takes longer than a letter."""
    return signers.SimpleSigner.load_pkcs12_data(pkcs12, other_certs=[], passphrase=passphrase)


class _Kept(BaseStampStyle):
    """No picture of pyHanko's: the one we made stays."""

    def create_stamp(self, writer: Any, box: Any, text_params: Any) -> None:
        """Nothing."""


def _add_field(writer: Any, place: Place | None, title: str) -> None:
    """A signature field at the place, with its picture, its name to be read aloud and its place in the structure."""
    box = tuple(round(value, 2) for value in place.box) if place is not None else None
    label = f"电子签名：{title}"
    spec = fields.SigFieldSpec(FIELD, on_page=place.page if place else 0, box=box, readable_field_name=label)
    fields.append_signature_field(writer, spec)
    if place is None:
        return
    page, _resources = writer.find_page_for_modification(place.page)
    widget = page.get_object()["/Annots"].raw_get(-1)
    widget.get_object()["/Contents"] = generic.TextStringObject(label)
    if place.seal is not None:
        widget.get_object()["/AP"][pdf_name("/N")] = writer.add_object(_picture(writer, place.seal))
    _enter(writer, page, widget, label)


def _picture(writer: Any, seal: Any) -> Any:
    """The seal as a form; a file of PDF/A-1, which is PDF 1.4 here, may have no blend mode."""
    page = PdfFileReader(io.BytesIO(seal_picture(seal))).root["/Pages"]["/Kids"][0]
    resources, drawn = writer.import_object(page["/Resources"]), page["/Contents"].data
    if writer.prev.input_version > (1, 4):
        darken = generic.DictionaryObject({pdf_name("/BM"): pdf_name("/Darken")})
        resources[pdf_name("/ExtGState")] = generic.DictionaryObject({pdf_name("/Over"): darken})
        drawn = b"/Over gs " + drawn
    form = {
        pdf_name("/Type"): pdf_name("/XObject"),
        pdf_name("/Subtype"): pdf_name("/Form"),
        pdf_name("/BBox"): writer.import_object(page["/MediaBox"]),
        pdf_name("/Resources"): resources,
    }
    picture = generic.StreamObject(form, stream_data=drawn)
    picture.compress()
    return picture


def _enter(writer: Any, page: Any, widget: Any, label: str) -> None:
    """Hang the field into the structure tree as its last element (PDF/UA-1, 7.18.4)."""
    tree = writer.root["/StructTreeRoot"]
    top, parents = tree["/K"].raw_get(0), tree["/ParentTree"]
    number = tree["/ParentTreeNextKey"]
    seen = {pdf_name("/Type"): pdf_name("/OBJR"), pdf_name("/Obj"): widget, pdf_name("/Pg"): page}
    element = writer.add_object(
        generic.DictionaryObject({
            pdf_name("/Type"): pdf_name("/StructElem"),
            pdf_name("/S"): pdf_name("/Form"),
            pdf_name("/P"): top,
            pdf_name("/Alt"): generic.TextStringObject(label),
            pdf_name("/K"): generic.DictionaryObject(seen),
        })
    )  # fmt: skip
    top.get_object()["/K"].append(element)
    parents["/Nums"].extend([generic.NumberObject(number), element])
    tree[pdf_name("/ParentTreeNextKey")] = generic.NumberObject(number + 1)
    widget.get_object()[pdf_name("/StructParent")] = generic.NumberObject(number)
    for changed in (top.get_object(), parents, tree, widget.get_object()):
        writer.update_container(changed)
