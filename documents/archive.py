"""What makes a PDF fit for the archive: PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1).

The metadata stream and the information dictionary are made of the same values; colours have a profile of our own
making; the file identifier and the dates follow from the letter, so that the same letter has the same bytes.
"""

import functools
import hashlib
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

from documents.pdfobjects import Raw, packed, reference, stream, string

LANGUAGE = "zh-CN"
CREATOR, PRODUCER = "labour-dispute-tracker", "reportlab"
ZONE = timezone(timedelta(hours=8))  # what a letter prints is the time in China
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # of what has no time of its own


@dataclass(frozen=True)
class Record:
    """What the file says of itself; `at` is an aware instant. part is 2, or 1 for the twin that PDFBox can judge."""

    title: str
    author: str
    at: datetime = EPOCH
    part: int = 2

    @property
    def version(self) -> tuple[int, int]:
        """The PDF version of the part."""
        return (1, 4) if self.part == 1 else (1, 7)

    @property
    def conformance(self) -> str:
        """Level A is what tags and Unicode maps earn; the twin claims only what Preflight checks."""
        return "B" if self.part == 1 else "A"


def finish(doc: Any, record: Record, contents: list[bytes]) -> None:
    """Add metadata, output intent, language, identifier and dates to a reportlab document."""
    at = record.at.astimezone(ZONE)
    doc.info = _Info(record, at)
    catalog = doc.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.Metadata = stream(_xmp(record, at).encode(), b"/Type /Metadata /Subtype /XML")
    profile = reference(doc, Raw(_profile()))
    catalog.OutputIntents = (
        b"[<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1) "
        b"/Info (sRGB IEC61966-2.1) /DestOutputProfile %b >>]" % profile
    )
    catalog.MarkInfo = b"<< /Marked true >>"
    catalog.ViewerPreferences = b"<< /DisplayDocTitle true >>"
    doc._ID = _identifier(record, at, contents)


def _identifier(record: Record, at: datetime, contents: list[bytes]) -> bytes:
    """The two file identifiers: a digest of what the letter says and where."""
    total = hashlib.sha256(f"{record.title}\0{record.author}\0{at.isoformat()}\0{record.part}".encode())
    for content in contents:
        total.update(content)
    digest = total.hexdigest()[:32].encode()
    return b"[<%b> <%b>]" % (digest, digest)


class _Info(pdfdoc.PDFInfo):
    """The information dictionary: what the metadata stream says, and nothing else."""

    def __init__(self, record: Record, at: datetime) -> None:
        super().__init__()
        self.title, self.author = record.title, record.author
        self._at = at

    def format(self, _document: Any) -> bytes:
        """The dictionary as bytes."""
        date = string(self._at.strftime("D:%Y%m%d%H%M%S+08'00'"))
        values = {"Title": self.title, "Author": self.author, "Creator": CREATOR, "Producer": PRODUCER}
        rows = b" ".join(b"/%b %b" % (name.encode(), string(value)) for name, value in values.items())
        return b"<< %b /CreationDate %b /ModDate %b >>" % (rows, date, date)


XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>{conformance}</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:CreatorTool>{creator}</xmp:CreatorTool><pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
{extension}</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
# PDF/A knows no pdfuaid: a schema that is not its own must be described (ISO 19005-2, 6.6.2.3).
EXTENSION = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA part</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


def _xmp(record: Record, at: datetime) -> str:
    """The metadata stream."""
    return XMP.format(
        part=record.part,
        conformance=record.conformance,
        title=escape(record.title),
        author=escape(record.author),
        language=LANGUAGE,
        date=at.isoformat(timespec="seconds"),
        creator=CREATOR,
        producer=PRODUCER,
        extension=EXTENSION,
    )


@functools.cache
def _profile() -> bytes:
    """The stream object of the profile, deflated once."""
    return packed(srgb(), b"/N 3").body


@functools.cache
def srgb() -> bytes:
    """An ICC profile (version 2, display) of sRGB, calculated from IEC 61966-2-1: 988 bytes, the same everywhere."""

    def fixed(*values: float) -> bytes:
        return b"".join(struct.pack(">i", round(value * 65536)) for value in values)

    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    name = b"sRGB IEC61966-2.1 equivalent\0"
    curve = b"curv" + bytes(4) + struct.pack(">I256H", 256, *(round(linear(i / 255) * 65535) for i in range(256)))
    tags = {
        b"desc": b"desc" + bytes(4) + struct.pack(">I", len(name)) + name + bytes(78),
        b"cprt": b"text" + bytes(4) + b"public domain\0",
        b"wtpt": b"XYZ " + bytes(4) + fixed(0.9505, 1.0, 1.0891),
        # the primaries, adapted to D50
        b"rXYZ": b"XYZ " + bytes(4) + fixed(0.43607, 0.22249, 0.01392),
        b"gXYZ": b"XYZ " + bytes(4) + fixed(0.38515, 0.71687, 0.09708),
        b"bXYZ": b"XYZ " + bytes(4) + fixed(0.14307, 0.06061, 0.71410),
        b"rTRC": curve,
    }
    start = 128 + 4 + 12 * (len(tags) + 2)
    body, table = b"", []
    for key, value in tags.items():
        table.append((key, start + len(body), len(value)))
        body += value + bytes(-len(value) % 4)
    table += [(key, *table[-1][1:]) for key in (b"gTRC", b"bTRC")]
    head = (
        struct.pack(">I4xI", start + len(body), 0x02100000) + b"mntrRGB XYZ " + struct.pack(">6H", 2020, 1, 1, 0, 0, 0)
    )
    head = head + b"acsp" + bytes(28) + fixed(0.9642, 1.0, 0.8249)
    rows = b"".join(struct.pack(">4sII", *row) for row in table)
    return head.ljust(128, b"\0") + struct.pack(">I", len(table)) + rows + body
