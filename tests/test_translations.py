"""The Simplified Chinese catalogue: complete, faithful to its placeholders, and up to date with the source.

After a change of words: `manage.py makemessages -l zh_Hans --no-location --no-obsolete`, then translate.
"""

import io
import re
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po
from django.utils import translation
from django.utils.translation import templatize

from documents.kinds import KINDS as LETTER_KINDS
from mediation import classification, deadline_rules, letters, lifecycle, proceeding_kinds, proceedings, steps
from mediation.access import Role
from mediation.models.organisation import LEVEL_CHOICES, OrganisationKind
from mediation.reports.indicators import INDICATORS

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
LAZY = {f"{name}_lazy": DEFAULT_KEYWORDS[name] for name in ("gettext", "ngettext", "pgettext", "npgettext")}
KEYWORDS = {**DEFAULT_KEYWORDS, **LAZY}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")
HAN = re.compile(r"[\u4e00-\u9fff]")


def entries():
    with CATALOGUE.open("rb") as file:
        return [message for message in read_po(file, abort_invalid=True) if message.id]


def forms(text):
    return list(text) if isinstance(text, (list, tuple)) else [text]


def words_of(source):
    """(context, msgid or (singular, plural)) of every gettext call in Python source."""
    found = extract("python", io.BytesIO(source.encode()), KEYWORDS)
    return {(context, message) for _line, message, _comments, context in found}


def words_of_template(source):
    # Templatizing keeps the indentation of the page, which Python's tokenizer does not want.
    return words_of("\n".join(line.strip() for line in templatize(source).splitlines()))


def words_of_the_source():
    found = set()
    for room in ("config", "documents", "mediation"):
        for path in sorted((ROOT / room).rglob("*.py")):
            found |= words_of(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "templates").rglob("*.*")):
        if path.suffix in (".html", ".txt"):
            found |= words_of_template(path.read_text(encoding="utf-8"))
    return found


def labels():
    """Every word of the domain that a page shows from a table or an enumeration."""
    for choices in (
        lifecycle.State, lifecycle.Stage, proceedings.State, letters.State, Role, OrganisationKind,
        classification.Category, classification.Channel, classification.Group, classification.Request,
        classification.Counts, classification.Satisfaction, deadline_rules.Party, deadline_rules.Unit,
    ):  # fmt: skip
        yield from choices.labels
    yield from (label for _code, label in LEVEL_CHOICES)
    for table in (
        classification.CLOSINGS, proceeding_kinds.KINDS, letters.ROWS, LETTER_KINDS, INDICATORS,
        deadline_rules.RULES, *steps.TABLES.values(),
    ):  # fmt: skip
        yield from (row.label for row in table.values())


def test_every_entry_is_translated_and_none_is_fuzzy():
    open_entries = [
        message.id for message in entries() if message.fuzzy or not all(text.strip() for text in forms(message.string))
    ]
    assert open_entries == []


def test_placeholders_are_those_of_the_source():
    differing = [
        message.id
        for message in entries()
        for original in forms(message.id)
        for text in forms(message.string)
        if sorted(PLACEHOLDER.findall(original)) != sorted(PLACEHOLDER.findall(text))
    ]
    assert differing == []


def test_the_catalogue_holds_what_the_source_says_and_nothing_else():
    catalogue = {(message.context, message.id) for message in entries()}
    source = words_of_the_source()
    assert {"missing": source - catalogue, "stale": catalogue - source} == {"missing": set(), "stale": set()}


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('_("Plain")', {(None, "Plain")}),
        ('pgettext_lazy("letter", "Withdraw")', {("letter", "Withdraw")}),
        ('ngettext("%(n)d day", "%(n)d days", n)', {(None, ("%(n)d day", "%(n)d days"))}),
    ],
)
def test_python_is_read(source, words):
    assert words_of(source) == words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('<p>\n    {% translate "Plain" %}</p>', {(None, "Plain")}),
        ('{% translate "Received" context "figure" %}', {("figure", "Received")}),
        ("  {% blocktranslate with a=b %}It's {{ a }}{% endblocktranslate %}", {(None, "It's %(a)s")}),
        (
            "{% blocktranslate count n=n %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}",
            {(None, ("%(n)s day", "%(n)s days"))},
        ),
    ],
)
def test_templates_are_read(source, words):
    assert words_of_template(source) == words


def test_labels_of_the_domain_are_chinese():
    with translation.override("zh-hans"):
        shown = [str(label) for label in labels()]
    assert [text for text in shown if not HAN.search(text)] == []


@pytest.mark.parametrize(
    ("label", "chinese"),
    [
        (lifecycle.State.DECLINED.label, "不予受理"),
        (lifecycle.State.RETURNED.label, "退回补正"),
        (letters.State.SERVICE_REFUSED.label, "拒收"),
        (letters.ROWS["reminder"].label, "提示函"),
        (letters.ROWS["opinion"].label, "意见书"),
        (letters.ROWS["suggestion"].label, "建议书"),
        (steps.DISPUTE_STEPS["escalate"].label, "提级"),
        (steps.DISPUTE_STEPS["delegate"].label, "下沉"),
        (steps.DISPUTE_STEPS["transfer"].label, "转办"),
        (steps.LETTER_STEPS["sign"].label, "签发"),
        (proceeding_kinds.KINDS["support_for_prosecution"].label, "支持起诉"),
        (deadline_rules.RULES["B1"].label, "仲裁时效"),
    ],
)
def test_terms_are_those_of_law_and_union_practice(label, chinese):
    with translation.override("zh-hans"):
        assert str(label) == chinese


def test_tables_that_name_their_chinese_term_show_it():
    """A row carries the official term beside its English label; the page shows that term."""
    tables = (deadline_rules.RULES, proceeding_kinds.KINDS)
    with translation.override("zh-hans"):
        differing = {
            row.code: str(row.label) for table in tables for row in table.values() if str(row.label) != row.chinese
        }
    assert differing == {}
