"""The world of the walks: everybody of the cast, the organisations and the employers, made once and shared."""

from dataclasses import dataclass, field

from reportlab.pdfgen.canvas import Canvas

from mediation.models import Employer, Organisation, User
from tests import cast
from tests.remembering import remembered

UNIONS = (cast.city, cast.town, cast.other_town, cast.enterprise)
PARTNERS = (cast.hr, cast.inspection, cast.arbitration, cast.court, cast.procuratorate, cast.justice)


@dataclass
class World:
    people: list[User] = field(default_factory=list)
    unions: list[Organisation] = field(default_factory=list)
    partners: list[Organisation] = field(default_factory=list)
    employers: list[Employer] = field(default_factory=list)

    def of_role(self, *roles):
        return [person for person in self.people if person.roles & set(roles)]

    def agencies(self, kinds):
        return [unit for unit in (*self.unions, *self.partners) if unit.kind in kinds]


@remembered
def make_world():
    return World(
        people=[person() for person in cast.EVERYBODY],
        unions=[unit() for unit in UNIONS],
        partners=[unit() for unit in PARTNERS],
        employers=[cast.employer(), cast.other_employer()],
    )


def cheap_print(kind, content):
    """In place of the print shop's typesetting (40 ms): one small PDF of the same facts, the same at every print."""
    canvas = Canvas("", pagesize=(200, 50), invariant=1)
    canvas.drawString(5, 20, f"{kind.code} {abs(hash_of(content))}")
    return canvas.getpdfdata()


def hash_of(content):
    """The same in every process, unlike hash()."""
    return sum(index * ord(character) for index, character in enumerate(repr(content), 1)) % 1_000_000_007
