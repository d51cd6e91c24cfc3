"""A paper of the demo in the lawbook, invented and named so: quoted by a draft, then amended."""

from datetime import date, timedelta

from mediation import lawbook
from mediation.demo.life import Life
from mediation.lawbook import ArticleText
from mediation.models import LawText
from mediation.operations.lawbook import add_version, compare

TITLE = "诸暨市企业工资支付工作指引（演示，非真实文件）"
SOURCE = "演示文本，非真实文件"
ARTICLE = "3"
FIRST = "用人单位应当每月公示工资发放情况。"
AMENDED = "用人单位应当于每月发放工资后五日内，在厂区显著位置公示工资发放情况。"


def quoted(life: Life) -> str:
    """The guide is entered and compared; how a letter quotes it."""
    return lawbook.quoted(_enter(life, FIRST, life.today - timedelta(days=200)))


def amended(life: Life) -> None:
    """From today it reads otherwise."""
    _enter(life, AMENDED, life.today)


def _enter(life: Life, text: str, since: date) -> ArticleText:
    office = life.world.who("admin.zhu")
    row = LawText(title=TITLE, rank=lawbook.Rank.OTHER, article=ARTICLE, text=text, since=since, source=SOURCE)
    wording = add_version(row, by=office, at=life.now).as_text()
    compare([wording], SOURCE, by=office, at=life.now)
    return wording
