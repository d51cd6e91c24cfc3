"""What a whole life left behind, in words that compare: acts, clocks and papers."""

from tests.factories import acts

__all__ = ["acts", "clocks", "papers"]


def clocks(dispute):
    """Every deadline the case had, in the order of opening: "M3 2026-03-17 met"."""
    rows = dispute.deadlines.order_by("pk")
    return [f"{row.rule} {row.due_on} {row.status}" for row in rows]


def papers(dispute):
    """Every letter of the case in order: "reminder verified 诸总工劳监提〔2026〕1号"; an issued one is a whole PDF."""
    letters = list(dispute.letters.select_related("issued").order_by("pk"))
    for letter in letters:
        if letter.issued is not None:
            pdf = bytes(letter.issued.pdf)
            assert pdf.startswith(b"%PDF"), letter
            assert pdf.rstrip().endswith(b"%%EOF"), letter
            assert letter.issued.is_intact, letter
    return [f"{letter.kind} {letter.state} {letter.number}".strip() for letter in letters]
