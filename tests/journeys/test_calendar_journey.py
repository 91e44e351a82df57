"""A day's work in the calendar, wide and on a phone: reading, stepping, finding a day, narrowing, printing one sheet."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from orgplan.accounts.models import User
from orgplan.calendar.rules.spans import View

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("demo_city"),
]
SIZES = ("wide", "phone")


def today_on(view: View) -> str:
    return f"/calendar/{view}/{timezone.localdate().isoformat()}/"


def test_calendar_is_read_stepped_through_and_narrowed(walk):
    walker = walk(User.objects.get(login="otdel"))
    page = walker.page
    walker.open("/")
    walker.press("Календарь", role="link")
    assert re.search(r"/calendar/week/", page.url)

    # Every view, wide and as a phone, whole and accessible.
    faults = []
    for view in View:
        walker.resize("wide")
        walker.open(today_on(view))
        for size in SIZES:
            walker.resize(size)
            faults += walker.faults(f"calendar-{view}")
    assert not faults, "\n".join(faults)

    # Keys by their place, whatever the layout.
    walker.resize("wide")
    walker.open(today_on(View.WEEK))
    here = page.url
    page.keyboard.press("j")
    page.wait_for_url(lambda url: url != here)
    page.keyboard.press("t")
    page.wait_for_url("**" + today_on(View.WEEK))
    page.keyboard.press("m")
    page.wait_for_url("**/calendar/month/**")

    # A day as people type it, and one that nobody can read.
    field = page.get_by_label("Перейти к дню")
    field.fill("когда-нибудь")
    walker.press("Перейти")
    assert "не удалось понять" in page.locator("main").inner_text()
    field.fill("12.09")
    walker.press("Перейти")
    assert "Сентябрь" in page.locator("h1").inner_text()

    # The filter opens when it is asked for, and goes along to another view.
    page.locator(".calendar-filter summary").click()
    page.get_by_label("Вид", exact=True).select_option("culture")
    walker.press("Показать")
    walker.press("Год", role="link")
    assert page.url.endswith("?kind=culture")
    walker.look("calendar-filter")


def test_phone_shows_one_leader_and_switches_to_another(walk):
    walker = walk(User.objects.get(login="otdel"), "phone")
    walker.open(today_on(View.DAY))
    lanes = walker.page.locator(".lane")
    assert lanes.nth(0).is_visible()
    assert not lanes.nth(1).is_visible()
    walker.page.locator(".lane-switch label").nth(1).click()
    assert lanes.nth(1).is_visible()
    assert not lanes.nth(0).is_visible()


def test_each_view_is_printed_on_its_sheets(walk):
    walker = walk(User.objects.get(login="otdel"))
    sheets = {View.WEEK: 1, View.HOURS: 1, View.MONTH: 1, View.YEAR: 1, View.VENUE_WEEK: 2}
    for view, most in sheets.items():
        walker.open(today_on(view))
        paper = walker.page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", paper)) == most, view
        wide, high = map(float, re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", paper)[0])
        assert wide > high, f"{view}: the sheet lies"
