"""Refused acts: what they say, and that they change nothing."""

from contextlib import contextmanager

import pytest
from django.utils.translation import override

from documents.models import IssuedLetter, Series
from mediation.models import (
    AccessLink,
    AgendaItem,
    Agreement,
    ArticleCheck,
    Attendance,
    Batch,
    BatchItem,
    Claim,
    Consent,
    Deadline,
    Dispute,
    DossierIssue,
    Event,
    FollowUp,
    HandOver,
    Instalment,
    Involvement,
    LawText,
    Letter,
    LetterAutosave,
    LetterComment,
    LetterRevision,
    LimitationEvent,
    Mandate,
    MediationSession,
    Meeting,
    MeetingEvent,
    Paper,
    PaperRevision,
    Party,
    Proceeding,
    Recusal,
    Share,
    Task,
    Upload,
    UploadStrike,
)
from mediation.operations.errors import StepForbidden, StepRefused, StepStale

WATCHED = (
    Dispute, Party, Proceeding, HandOver, AccessLink, MediationSession, Agreement, Instalment, Letter,
    LetterRevision, Deadline, Event,
    Involvement, Recusal, FollowUp, Series, Claim, Consent, Mandate, Share,
    LimitationEvent, Meeting, MeetingEvent, AgendaItem, Attendance, Task, Upload, UploadStrike,
    Paper, PaperRevision, DossierIssue, LetterAutosave, LetterComment, LawText, ArticleCheck, Batch, BatchItem,
)  # fmt: skip


def everything():
    """Every row that an act could touch, with all its values."""
    rows = {model.__name__: list(model.objects.order_by("pk").values()) for model in WATCHED}
    return rows | {"IssuedLetter": list(IssuedLetter.objects.order_by("pk").values("number", "sha256"))}


@contextmanager
def unchanged():
    before = everything()
    yield
    assert everything() == before


@contextmanager
def refused(*requirements):
    """The act is refused for exactly these requirements (rows with `what`, or words), and nothing has changed."""
    with override("en"), unchanged():
        with pytest.raises(StepRefused) as refusal:
            yield
        expected = [str(getattr(row, "what", row)) for row in requirements]
        assert [str(row.what) for row in refusal.value.unmet] == expected
        assert all(str(row.who) for row in refusal.value.unmet)


@contextmanager
def forbidden():
    with unchanged(), pytest.raises(StepForbidden):
        yield


@contextmanager
def stale():
    with unchanged(), pytest.raises(StepStale):
        yield
