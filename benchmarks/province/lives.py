"""From the rows of a case to its stencil."""

import hashlib
import json
from decimal import Decimal
from typing import Any

from django.db import connection, models

from benchmarks.province.source import CAST, Table, Values
from benchmarks.province.stencils import DAY, ID, INSTANT, TEXT, WORD, Life, Pieces, Row, day_number
from documents.models import IssuedLetter
from mediation.lifecycle import ENDED
from mediation.models import Dispute

FILE = b"%PDF-1.7\n% stands in for a file\n"
UNITS, PEOPLE = {"holder", "agency", "unit"}, {"handler", "drafter", "owner", "person"}
PARTIES = {"party", "representatives", "workers"}
WORDS_OF = {  # what of the cast is another word in every case
    "organisation": ("name", "short_name", "phone", "address", "code"),
    "employer": ("name", "credit_code", "address", "representative", "contact"),
    "user": ("display_name",),
}
ISSUED = {"number": "number", "code": "code", "sha256": "sha", "pdf": "pdf", "serial": "serial", "year": "year"}


class NotAlike(ValueError):
    """The case cannot be lived again by others."""


class Compiler:
    """Makes lives of cases; `posts` tells role, unit and place of each person."""

    def __init__(self, cast: dict[str, dict[int, Values]], tables: dict[Any, Table]) -> None:
        self.cast, self.tables, self.order = cast, tables, list(tables)
        self.posts: dict[int, tuple[str, int, int, int]] = {}
        rosters: dict[tuple[str, int], list[int]] = {}
        for row in cast["membership"].values():
            rosters.setdefault((row["role"], row["organisation_id"]), []).append(row["user_id"])
        for (role, unit), people in rosters.items():
            self.posts |= {person: (role, unit, place, len(people)) for place, person in enumerate(people)}

    def compile(self, case: int, found: dict[Any, list[int]]) -> Life:
        """The stencil of a case; raises NotAlike when it needs somebody or something that is there once."""
        dispute = self.tables[Dispute].rows[case]
        rows = [(model, pk) for model in self.order for pk in sorted(found.get(model, ()))]
        self.local = {(model, pk): found[model].index(pk) for model, pk in rows}
        union = next((pk for pk, row in self.cast["organisation"].items()
            if row["employer_id"] == dispute["employer_id"]), None)  # fmt: skip
        life = Life(case, 10**6, 0, dispute["state"] not in ENDED, dispute["town_id"], union, dispute["employer_id"])
        if self.cast["employer"][life.employer]["town_id"] != life.town:
            raise NotAlike("The enterprise is in another town.")
        life.counts = [len(found.get(model, ())) for model in self.order]
        pieces = Pieces(self._tokens(life, found))
        self.life, self.pieces, self.has_union = life, pieces, False
        life.rows = [self._row(model, pk) for model, pk in rows]
        if not self.has_union:
            life.union = None
        life.prune()
        life.first, received = day_number(dispute["received_on"]), life.first
        life.last = max(received, *(day_number(self.tables[m].rows[pk]["at"]) for m, pk in rows
            if m._meta.model_name == "event"), life.last)  # fmt: skip
        return life

    def _tokens(self, life: Life, found: dict[Any, list[int]]) -> dict[str, int]:
        """The words of the case that are others in every copy, by the text that stands for them."""
        tokens: dict[str, int] = {self.tables[Dispute].rows[life.dispute]["number"]: life.word("case")}
        for name, columns in WORDS_OF.items():
            for pk, row in self.cast[name].items():
                moves = name != "organisation" or row["kind"] in ("town_union", "enterprise_union")
                if moves and (name != "employer" or pk == life.employer):
                    tokens |= {row[column]: life.word(name, pk, column) for column in columns if row[column]}
        for place, pk in enumerate(sorted(found.get(IssuedLetter, ()))):
            row = self.tables[IssuedLetter].rows[pk]
            tokens |= {row[column]: life.word(ISSUED[column], place) for column in ("number", "code", "sha256")}
        for model, pks in found.items():
            for pk in pks:
                row = self.tables[model].rows[pk]
                if model._meta.model_name == "party" and row["kind"] != "employer":
                    tokens |= {row[column]: life.word("party", pk, column, row[column])
                        for column in ("name", "id_number", "phone") if row[column]}  # fmt: skip
                elif model._meta.model_name == "upload":
                    tokens[row["sha256"]] = life.word("literal", hashlib.sha256(FILE).hexdigest())
        return tokens

    def _row(self, model: Any, pk: int) -> Row:
        table = self.tables[model]
        source, row = table.rows[pk], Row(self.order.index(model), [])
        for column, field in enumerate(table.fields):
            row.values.append(None)
            self._column(row, column, field, source[field.column], pk)
        if model is IssuedLetter:
            day = day_number(source["issued_on"])
            self.life.letters.append((self._unit(source["issuer_code"]), source["kind"], day))
        return row

    def _unit(self, code: str) -> int:
        return next(pk for pk, row in self.cast["organisation"].items() if row["code"] == code)

    def _column(self, row: Row, column: int, field: Any, value: Any, pk: int) -> None:
        key, life = (field.model._meta.model_name, field.name), self.life
        change: tuple[int, Any, Any] | None = None
        if field.remote_field and value is not None:
            change = self._key(field.remote_field.model, value)
        elif field.primary_key:
            change = (ID, row.table, self.local[field.model, pk])
        elif field.model is IssuedLetter and field.name in ISSUED:
            place = self.local[field.model, pk]
            change = (WORD, life.word(ISSUED[field.name], place), None)
        elif key == ("dispute", "intake_key"):
            change = (WORD, life.word("key"), None)
        elif key in (("upload", "content"), ("upload", "small")):
            value = FILE if field.name == "content" else None if value is None else b""
        elif key == ("upload", "received_sha256"):
            value = hashlib.sha256(FILE).hexdigest()
        elif key in (("issuedletter", "unsigned_length"), ("issuedletter", "unsigned_sha256")):
            value = None if field.null else ""
        elif value is not None:
            value, change = self._plain(field, value)
        row.values[column] = value
        if change is not None:
            row.changes.append((column, *change))

    def _plain(self, field: Any, value: Any) -> tuple[Any, tuple[int, Any, Any] | None]:
        if isinstance(field, models.DateTimeField):
            zone = "+00" if connection.vendor == "postgresql" else ""
            return value, (INSTANT, day_number(value), value[10:] + zone)
        if isinstance(field, models.DateField):
            return value, (DAY, day_number(value), None)
        if isinstance(field, models.BooleanField):
            return bool(value), None
        if isinstance(field, models.DecimalField):
            return f"{Decimal(str(value)):.{field.decimal_places}f}", None
        if isinstance(field, models.JSONField):
            name = field.model._meta.model_name
            value = json.dumps(self._marked(json.loads(value), "" if name == "event" else None), ensure_ascii=False)
        if isinstance(value, str):
            parts = self.pieces.cut(value)
            return value, (TEXT, parts, None) if parts else None
        return value, None

    def _key(self, model: Any, value: int) -> tuple[int, Any, Any]:
        if model in self.tables:
            return ID, self.order.index(model), self.local[model, value]
        name = next(name for name, one in CAST.items() if one is model)
        return WORD, self._cast(name, value), None

    def _cast(self, name: str, pk: int) -> int:
        """The word for the id of somebody or something of the cast."""
        if name == "employer" and pk != self.life.employer:
            raise NotAlike("There is another enterprise.")
        if name == "user":
            role, unit, place, many = self.posts[pk]
            self.life.rosters[pk] = (role, unit, place, many)
            self._cast("organisation", unit)
            if role in ("employer", "worker"):
                raise NotAlike("Somebody from outside has an account.")
        if name == "organisation" and self.cast[name][pk]["kind"] == "enterprise_union":
            self.has_union = True
            if pk != self.life.union:
                raise NotAlike("There is the union of another enterprise.")
        return self.life.word(name, pk, "id")

    def _marked(self, value: Any, name: str | None) -> Any:
        """JSON with a mark where the id of a row stands; only events (name given) hold such ids."""
        if isinstance(value, list):
            return [self._marked(one, name) for one in value]
        if not isinstance(value, dict):
            return value if not name else self._marked_number(value, name)
        found = {key: self._marked(one, None if name is None else key) for key, one in value.items()}
        if name is not None and "id" in value and "label" in value:
            found["id"] = self._mark(self._named(name, value["id"]))
        return found

    def _marked_number(self, value: Any, name: str) -> Any:
        models_of = {"party_ids": "party", "paper": "paper", "comment": "lettercomment", "follows": "handover"}
        if name in models_of and type(value) is int:
            return self._mark(self._local_word(models_of[name], value))
        return value

    def _named(self, name: str, pk: int) -> int:
        if name in PARTIES:
            return self._local_word("party", pk)
        if name not in UNITS | PEOPLE:
            raise NotAlike(f"An event names a {name}.")
        return self._cast("organisation" if name in UNITS else "user", pk)

    def _local_word(self, name: str, pk: int) -> int:
        model = next(model for model in self.order if model._meta.model_name == name)
        if (model, pk) not in self.local:
            raise NotAlike(f"The {name} is of another case.")
        return self.life.word("row", self.order.index(model), self.local[model, pk])

    @staticmethod
    def _mark(word: int) -> str:
        return f"\ue000{word}\ue001"
