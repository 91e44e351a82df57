"""Pages of messages to programs: subscriptions, the card with its log, trial and one more attempt."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest, refused
from orgplan.core.editing import RefusedError, posted, submitted
from orgplan.core.pages import render_page, saved, window_of
from orgplan.webhooks.actions import subscriptions as actions
from orgplan.webhooks.forms import SubscriptionForm
from orgplan.webhooks.models import Delivery, Subscription
from orgplan.webhooks.policy import can_order, sees_everybody
from orgplan.webhooks.queries.log import counts_by_state, subscriptions_of
from orgplan.webhooks.queries.sources import topic_words
from orgplan.webhooks.rules import DeliveryState

#: What the buttons of the card do, and what is said then.
_DEEDS: dict[str, tuple[Callable[..., object], object]] = {
    "ping": (actions.send_ping, gettext_lazy("The trial message leaves within seconds; the log below shows how.")),
    "pause": (actions.pause_subscription, gettext_lazy("Messages wait until you let them go on.")),
    "resume": (actions.resume_subscription, gettext_lazy("Messages leave again, beginning with those that waited.")),
    "former": (actions.drop_former_secret, gettext_lazy("From now on messages are signed by the new secret alone.")),
    "end": (actions.end_subscription, gettext_lazy("The messages ended; the log stays for a month.")),
}


@require_GET
def list_subscriptions(request: UserRequest) -> HttpResponse:
    """The own subscriptions; for the administrator everybody's."""
    window = window_of(request, subscriptions_of(request.user))
    rows = [(each, topic_words(each.topics)) for each in window.items]
    context = {
        "window": window,
        "rows": rows,
        "may_order": can_order(request.user),
        "shows_all": sees_everybody(request.user),
    }
    return render_page(request, "webhooks/list.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def create(request: UserRequest) -> HttpResponse:
    """Order messages; the secret is shown this once."""
    if not can_order(request.user):
        raise PermissionDenied(_("Messages are ordered in the own name only."))
    form = SubscriptionForm(posted(request))
    made = submitted(form, lambda: actions.create_subscription(user=request.user, by=request.user, **form.cleaned_data))
    if made is not None:
        return render_page(request, "webhooks/secret.html", {"ordered": made})
    return render_page(request, "webhooks/create.html", {"form": form}, status=422 if form.is_bound else 200)


@require_GET
def show_subscription(request: UserRequest, pk: int) -> HttpResponse:
    """One subscription with its log, the latest message first."""
    subscription = get_object_or_404(subscriptions_of(request.user), pk=pk)
    state = request.GET.get("state", "")
    rows = Delivery.objects.visible_to(request.user).filter(subscription=subscription)
    counts = counts_by_state(subscription)
    window = window_of(request, rows.filter(state=state) if state in DeliveryState.values else rows)
    for each, words in zip(window.items, topic_words(each.topic for each in window.items), strict=True):
        each.topic_words = words
    context = {
        "shown": subscription,
        "topics": topic_words(subscription.topics),
        "window": window,
        "states": [(each.value, each.label, counts.get(each.value, 0)) for each in DeliveryState],
        "everything": sum(counts.values()),
        "state": state,
    }
    return render_page(request, "webhooks/subscription.html", context)


@never_cache
@require_POST
def act(request: UserRequest, pk: int, deed: str) -> HttpResponse:
    """Try the way, pause, go on, end, or give a new secret, which is shown this once."""
    subscription = get_object_or_404(Subscription.objects.visible_to(request.user), pk=pk)
    try:
        if deed == "secret":
            if subscription.user_id != request.user.pk:
                raise PermissionDenied(_("Only the holder gets a new secret."))
            made = actions.renew_secret(subscription, by=request.user)
            return render_page(request, "webhooks/secret.html", {"ordered": made})
        if deed not in _DEEDS:
            raise Http404
        run, said = _DEEDS[deed]
        run(subscription, by=request.user)
    except RefusedError as refusal:
        return refused(request, subscription, str(refusal))
    return saved(request, subscription, str(said))


@require_POST
def send_again(request: UserRequest, pk: int) -> HttpResponse:
    """Send a message once more."""
    delivery = get_object_or_404(Delivery.objects.visible_to(request.user), pk=pk)
    try:
        actions.send_message_again(delivery, by=request.user)
    except RefusedError as refusal:
        return refused(request, delivery, str(refusal))
    return saved(request, delivery, _("The message leaves once more within seconds."))
