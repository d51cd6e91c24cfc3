"""What a kind of paper consists of: how it is called, numbered, filled with, signed and answered."""

from dataclasses import dataclass

from documents.fields import Choice, Field, Text


@dataclass(frozen=True)
class LetterKind:
    """One kind of paper (文书种类).

    title is printed. layout: "letter" (信函格式 of GB/T 9704-2012, 10.1), "agreement", "minutes" (纪要格式, 10.3),
    "petition" (申请书), "record" (笔录) or "form" (表格). number is the pattern of the document number, empty for a
    paper without number and seal of ours. wording is a file of templates/documents. answered: an answer is due.
    head names the fields of the table over a record, or all cells of a form; what is not the name of a field is a
    heading in it. signers: who signs the paper, for the lines at its end.
    """

    code: str
    title: str
    label: Text
    layout: str
    number: str
    wording: str
    fields: tuple[Field, ...]
    answered: bool = False
    head: tuple[str, ...] = ()
    signers: tuple[Choice, ...] = ()

    def field(self, name: str) -> Field:
        """The field of that name; raises KeyError when the kind has none."""
        return {field.name: field for field in self.fields}[name]
