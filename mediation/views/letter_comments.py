"""Comments on a letter: made and resolved."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mediation.forms.review import CommentForm
from mediation.models import Letter, LetterComment
from mediation.operations.comments import comment_on, may_comment, resolve_comment
from mediation.operations.errors import StepForbidden, StepRefused
from mediation.views.letter_desk import show_letter
from mediation.views.letters import visible_letter


@require_POST
def comment_new(request, pk):
    """A comment; what cannot be taken is said, and what was typed stays on the page."""
    letter = visible_letter(request, pk)
    if not may_comment(request.user, letter):
        raise PermissionDenied
    form = CommentForm(request.POST, letter=letter)
    if not form.is_valid():
        return show_letter(request, letter, status=422, comment_form=form)
    given = form.cleaned_data
    try:
        comment = comment_on(
            letter, given["text"], by=request.user, at=timezone.now(), field=given["field"], quote=given["quote"]
        )
    except StepForbidden as error:
        raise PermissionDenied(str(error)) from error
    except StepRefused as error:
        for row in error.unmet:
            form.add_error(None, str(row.what))
        return show_letter(request, letter, status=422, comment_form=form)
    messages.success(request, _("The comment is kept."))
    return redirect(f"{reverse('letter-detail', args=[letter.pk])}#comment-{comment.pk}")


@require_POST
def comment_resolve(request, pk):
    """The comment is dealt with."""
    seen = Letter.objects.visible_to(request.user)
    comment = get_object_or_404(LetterComment.objects.select_related("letter"), pk=pk, letter__in=seen)
    try:
        resolve_comment(comment, by=request.user, at=timezone.now())
    except StepForbidden as error:
        raise PermissionDenied(str(error)) from error
    except StepRefused as error:
        messages.error(request, _("Not done: %(what)s.") % {"what": "; ".join(str(row.what) for row in error.unmet)})
    else:
        messages.success(request, _("The comment is resolved."))
    return redirect(reverse("letter-detail", args=[comment.letter_id]) + "#comments")
