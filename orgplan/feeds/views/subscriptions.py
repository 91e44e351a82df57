"""Pages of calendar subscriptions: the list, a new one, the card, a new address, the end."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest, refused
from orgplan.core.editing import RefusedError, posted, submitted
from orgplan.core.pages import render_page, saved, square_code, window_of
from orgplan.feeds.actions import feeds as actions
from orgplan.feeds.forms import LISTS, FeedForm, SubscribeForm, initial_of
from orgplan.feeds.models import Feed
from orgplan.feeds.policy import can_subscribe, sees_everybody
from orgplan.feeds.queries.feeds import address_of, feeds_for

_OWN_WORDS = ("list", "person", "view")


@require_GET
def list_feeds(request: UserRequest) -> HttpResponse:
    """The own subscriptions; for the administrator everybody's."""
    context = {
        "window": window_of(request, feeds_for(request.user)),
        "may_subscribe": can_subscribe(request.user),
        "shows_all": sees_everybody(request.user),
    }
    return render_page(request, "feeds/list.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def subscribe(request: UserRequest) -> HttpResponse:
    """Open an address; it is shown this once. A list leads here with its filter."""
    asked = request.GET.copy()
    name, person, view = (asked.pop(each, [""])[-1] for each in _OWN_WORDS)
    query = asked.urlencode() or request.POST.get("query", "")
    words = _("Filter of the list as it stands") if query else ""
    initial = initial_of(name if name in LISTS else "events", query, person, view)
    form = SubscribeForm(posted(request), user=request.user, filter_words=words, initial=initial)
    made = submitted(
        form,
        lambda: actions.subscribe_to_calendar(
            user=request.user, name=form.title, source=form.wanted, options=form.options, by=request.user
        ),
    )
    if made is not None:
        return _shown_once(request, made)
    return render_page(request, "feeds/subscribe.html", {"form": form}, status=form.status)


def _shown_once(request: UserRequest, made: actions.Made) -> HttpResponse:
    """Show the address this once, with how to add it."""
    address = address_of(made.secret)
    scheme = "webcals" if address.startswith("https") else "webcal"
    link = f"{scheme}{address[address.index(':') :]}"
    context = {"feed": made.feed, "address": address, "link": link, "picture": square_code(address)}
    return render_page(request, "feeds/address.html", context)


@require_GET
def show_feed(request: UserRequest, pk: int) -> HttpResponse:
    """One subscription: what it shows, when and by what it was read last, how to add it."""
    feed = get_object_or_404(feeds_for(request.user), pk=pk)
    return render_page(request, "feeds/feed.html", {"feed": feed, "is_own": feed.user_id == request.user.pk})


@require_http_methods(["GET", "POST"])
def change(request: UserRequest, pk: int) -> HttpResponse:
    """Change the name and what is told; the address stays."""
    feed = _own(request, pk)
    form = FeedForm(posted(request), record=feed)
    done = submitted(
        form,
        lambda: actions.change_feed(
            feed,
            name=form.cleaned_data["name"],
            options=form.options,
            edition=form.cleaned_data["edition"],
            by=request.user,
        ),
    )
    if done is not None:
        return saved(request, done, _("The subscription is changed: programs see it when they read next."))
    return render_page(request, "feeds/change.html", {"form": form, "feed": feed}, status=form.status)


@never_cache
@require_POST
def renew(request: UserRequest, pk: int) -> HttpResponse:
    """Give a new address, shown this once; the former one answers no more."""
    feed = _own(request, pk)
    try:
        return _shown_once(request, actions.renew_address(feed, by=request.user))
    except RefusedError as refusal:
        return refused(request, feed, str(refusal))


@require_POST
def revoke(request: UserRequest, pk: int) -> HttpResponse:
    """Let the address answer no more."""
    feed = get_object_or_404(Feed.objects.visible_to(request.user), pk=pk)
    actions.revoke_feed(feed, by=request.user)
    return saved(request, "feeds:list", _("The subscription is revoked: %(name)s.") % {"name": feed})


def _own(request: UserRequest, pk: int) -> Feed:
    feed: Feed = get_object_or_404(feeds_for(request.user), pk=pk)
    if feed.user_id != request.user.pk:
        raise PermissionDenied(_("Only the owner changes the subscription; the administrator can revoke it."))
    return feed
