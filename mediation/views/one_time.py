"""What the pages behind one-time links share: wrong links are counted as at sign-in, and nothing is kept or told on."""

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_client_ip_address
from axes.utils import reset
from django.shortcuts import render
from django.urls import reverse


def is_locked(request, guesser, name):
    """Whether too many wrong links came from this address; the record of wrong ones keeps no secret."""
    AxesProxyHandler.update_request(request)
    request.axes_path_info = reverse(name, args=["…"])
    return not AxesProxyHandler.is_allowed(request, _credentials(guesser))


def count_wrong(request, guesser):
    AxesProxyHandler.user_login_failed(__name__, _credentials(guesser), request=request)
    request.axes_locked_out = False  # whose page speaks of signing in


def forget_wrong(request, guesser):
    reset(username=guesser, ip=request.axes_ip_address)


def address_of(request):
    """The network address of the browser, as at sign-in."""
    return get_client_ip_address(request) or ""


def _credentials(guesser):
    return {"username": guesser}


def answer(request, template, context, status=200):
    """Nothing is indexed or kept, and the address, which holds the secret, is told to nobody.

    Not `no-referrer`: with it a browser sends `Origin: null` with the form, which the protection against forged
    requests refuses. `strict-origin` tells the name of the site alone.
    """
    response = render(request, template, context, status=status)
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
