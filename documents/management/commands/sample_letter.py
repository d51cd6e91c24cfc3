"""Print a sample letter, for an office to judge its header, seal and fonts."""

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from documents import fonts, samples
from documents.content import Issuer
from documents.fontlock import FontsMissing
from documents.issuing import SHANGHAI, LetterError, check, print_paper, printed_letter
from documents.kinds import KINDS, PAPERS
from documents.paper_samples import PAPER_SAMPLES

EVERY = KINDS | PAPERS
MOST_JOINT = 5


class Command(BaseCommand):
    help = "Print a sample letter or paper of a kind, with invented names, into a PDF file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", nargs="?", help="the kind of letter or paper; --list names them")
        parser.add_argument("file", nargs="?", help="the PDF file to write")
        parser.add_argument("--list", action="store_true", help="list the kinds")
        parser.add_argument("--name", default="", help="name of the issuing organisation, in Chinese")
        parser.add_argument("--seal", default="", help="text of the seal, when it is not the name")
        parser.add_argument("--as-file", action="store_true", help="a letter in the layout of a file (文件格式)")
        parser.add_argument("--joint", action="append", default=[], help="an organisation that signs too; up to five")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["list"]:
            for kind in EVERY.values():
                self.stdout.write(f"{kind.code:<24}{kind.title}")
            return
        if not options["kind"] or not options["file"]:
            raise CommandError("Give a kind and a file, or --list.")
        if options["kind"] not in EVERY:
            raise CommandError(f"There is no kind “{options['kind']}”. Kinds: {', '.join(EVERY)}.")
        shape = _shape(options["kind"], as_file=options["as_file"], names=options["joint"])
        issuer = dataclasses.replace(
            samples.ISSUER, name=options["name"] or samples.ISSUER.name, seal_text=options["seal"]
        )
        try:
            pdf = sample(options["kind"], issuer, shape)
            Path(options["file"]).write_bytes(pdf)
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be written: {error.strerror}.") from error
        except (LetterError, FontsMissing) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{options['file']}: {len(pdf):,} bytes")
        if fonts.substitutes():
            self.stdout.write(
                f"Note: another face than the standard's stands in for: {', '.join(fonts.substitutes())}."
            )


def _shape(kind: str, *, as_file: bool, names: list[str]) -> dict[str, Any]:
    """What a sample has other than its kind; raises CommandError for a kind that is not set as a letter."""
    if not as_file and not names:
        return {}
    if EVERY[kind].layout != "letter" or len(names) > MOST_JOINT:
        raise CommandError(f"--as-file and --joint are for letters, and at most {MOST_JOINT} organisations sign too.")
    joint = tuple(dataclasses.replace(samples.ISSUER, name=name) for name in names)
    return {"layout": "file" if as_file else "letter", "co_issuers": joint, "has_joint_header": bool(joint)}


def sample(kind: str, issuer: Issuer, shape: Mapping[str, Any] | None = None) -> bytes:
    """The sample of a kind as `issuer` would send it; raises LetterError when a name cannot be printed.

    shape: as for issuing.printed_letter.
    """
    facts = samples.SAMPLES.get(kind) or PAPER_SAMPLES[kind]
    findings = check(kind, facts, issuer)
    for partner in (shape or {}).get("co_issuers", ()):
        findings += check(kind, facts, partner)
    if findings:
        raise LetterError(findings)
    if kind in PAPERS:
        return print_paper(kind, facts, issuer=issuer, at=samples.AT)
    row, on = KINDS[kind], samples.AT.astimezone(SHANGHAI).date()
    number = row.number.format(prefix=issuer.prefix, year=on.year, serial=1)
    url = f"{samples.VERIFY_URL}/{samples.CODE}"
    return printed_letter(
        kind, facts, issuer, samples.AT, number=number, verify_url=url, code=samples.CODE, shape=shape
    )
