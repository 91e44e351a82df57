"""Components: what they draw, what they refuse, that nobody's text becomes markup."""

from __future__ import annotations

import datetime as dt
from html.parser import HTMLParser
from typing import Any

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.core.pages import window_of
from orgplan.core.templatetags.ui._words import counted, plural_index


def draw(source: str, path: str = "/", **values: Any) -> str:
    return Template(source).render(Context({"request": RequestFactory().get(path), **values}))


@pytest.fixture(autouse=True)
def _russian() -> Any:
    with translation.override("ru"):
        yield


@pytest.mark.parametrize(
    "source",
    [
        "{% button lable='x' %}",
        "{% button label='x' knid='go' %}",
        "{% button 'x' %}",
        "{% tag %}",
        "{% row tiem='9:00' %}x{% endrow %}",
        "{% row 'x' %}x{% endrow %}",
        "{% row %}x",
        "{% notice tone='info' headline='x' %}x{% endnotice %}",
        "{% empty_state %}x{% endempty_state %}",
        "{% dialog id='a' %}x{% enddialog %}",
        "{% sheet heading='a' padding=1 %}x{% endsheet %}",
        "{% pager rows=3 %}",
    ],
)
def test_component_with_a_misspelt_argument_does_not_compile(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        Template(source)


@pytest.mark.parametrize(
    "source",
    [
        "{% button label='x' kind='gren' %}",
        "{% tag text='x' tone='red' %}",
        "{% row tone='red' %}x{% endrow %}",
        "{% confidence level='maybe' %}",
        "{% notice tone='danger' %}x{% endnotice %}",
        "{% stage label='x' state='finished' %}",
        "{% table label='x' narrow='shrink' %}{% endtable %}",
        "{% column label='x' kind='right' %}",
        "{% road tone='ok' %}x{% endroad %}",
        "{% icon name='skull' %}",
    ],
)
def test_component_with_an_unknown_word_does_not_render(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        draw(source)


EVIL = "<script>alert('«x»')</script>\"' onclick=\"x"

EVERY_TEXT = """{% button label=t href=t name=t value=t %}{% button label=t name=t value=t %}{% tag text=t %}
{% post_button label=t url=t name=t value=t %}{% dialog_button label=t dialog=t %}{% print_button label=t %}
{% pill label=t href=t removable=True %}{% confidence level="check" reason=t %}{% original text=t %}
{% person name=t post=t phone=t href=t %}{% icon name="check" label=t %}
{% sheet heading=t link=t href=t %}{{ t }}{% endsheet %}{% row time=t note=t %}{{ t }}{% action %}{{ t }}{% endrow %}
{% road %}{{ t }}{% endroad %}{% notice heading=t %}{{ t }}{% action %}{{ t }}{% endnotice %}
{% empty_state heading=t example=t %}{{ t }}{% endempty_state %}{% dialog id=t heading=t %}{{ t }}{% enddialog %}
{% details summary=t %}{{ t }}{% enddetails %}{% facts %}{% fact label=t %}{{ t }}{% endfact %}{% endfacts %}
{% table label=t narrow="scroll" %}{% column label=t key=t %}{% endtable %}{% bulk label=t %}{{ t }}{% endbulk %}
{% breadcrumbs %}{% crumb label=t href=t %}{% endbreadcrumbs %}{% hidden_fields values=pairs %}
{% history %}{% happened when=t who=t %}{{ t }}{% endhappened %}{% endhistory %}
{% stages %}{% stage label=t href=t %}{% endstages %}{% progress value=1 total=2 label=t %}
{% file_drop name="file" label=t hint=t accept=t paste="rows" %}"""


class Inspector(HTMLParser):
    """Collects what would run."""

    def __init__(self) -> None:
        super().__init__()
        self.dangers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.dangers += [tag] if tag == "script" else []
        self.dangers += [name for name, _ in attrs if name.startswith("on") or name == "style"]


@settings(deadline=None)
@given(st.text(max_size=20).map(lambda text: EVIL + text))
def test_no_text_becomes_markup_in_any_component(text: str) -> None:
    inspector = Inspector()
    inspector.feed(draw(EVERY_TEXT, t=text, pairs=[(text, text)]))
    assert inspector.dangers == []


def test_row_puts_its_buttons_beside_the_body() -> None:
    drawn = draw("{% row time='09:00' note='зал' %}Планёрка{% action %}<i>Готово</i>{% endrow %}")
    assert drawn == (
        '<div class="row"><div class="row-time">09:00</div><div class="row-body">Планёрка'
        '<span class="row-note">зал</span></div><div class="row-action"><i>Готово</i></div></div>'
    )


def test_row_without_time_note_and_action_has_only_a_body() -> None:
    assert draw("{% row %}Планёрка{% endrow %}") == '<div class="row"><div class="row-body">Планёрка</div></div>'


def test_nested_action_belongs_to_the_inner_component() -> None:
    drawn = draw("{% notice %}{% row %}a{% action %}b{% endrow %}{% action %}c{% endnotice %}")
    assert drawn.count("row-action") == 1
    assert drawn.endswith('<div class="notice-action">c</div></div></div>')


def test_button_is_a_link_with_href_and_submits_without() -> None:
    assert draw("{% button label='Открыть' href='/a/' kind='go small' %}") == (
        '<a class="button go small" href="/a/">Открыть</a>'
    )
    assert draw("{% button label='Принять' name='accept' value='7' %}") == (
        '<button class="button" type="submit" name="accept" value="7">Принять</button>'
    )


def test_post_button_is_a_form_with_the_token() -> None:
    drawn = draw("{% post_button label='Напомнить' url='/remind/' %}")
    assert 'method="post" action="/remind/"' in drawn
    assert 'name="csrfmiddlewaretoken"' in drawn


def test_confidence_says_its_level_in_words() -> None:
    words = [draw("{% confidence level=level %}", level=level) for level in ("sure", "check", "problem")]
    assert ["прочитано уверенно" in words[0], "проверьте" in words[1], "не прочитано" in words[2]] == [True] * 3


def test_original_of_nothing_draws_nothing() -> None:
    assert draw("{% original text='' %}") == ""


def test_person_telephone_is_dialled_by_digits_and_only_shown_without_them() -> None:
    assert 'href="tel:+73812000000">+7 3812 00-00-00</a>' in draw("{% person name='А' phone='+7 3812 00-00-00' %}")
    assert "href" not in draw("{% person name='А' phone='нет' %}")


def test_date_block_marks_the_days_off() -> None:
    drawn = draw("{% date_block day=day %}", day=dt.date(2026, 8, 1))
    assert drawn == (
        '<time class="date rest" datetime="2026-08-01"><span>август</span><b>1</b><span>суббота</span></time>'
    )
    assert 'class="date"' in draw("{% date_block day=day rest=False %}", day=dt.date(2026, 8, 1))


def test_column_sorts_forward_then_back_and_leaves_the_window() -> None:
    first = draw("{% column label='Когда' key='when' %}", path="/?page=3&q=сад")
    again = draw("{% column label='Когда' key='when' %}", path="/?sort=when")
    back = draw("{% column label='Когда' key='when' %}", path="/?sort=-when")
    assert 'href="?q=%D1%81%D0%B0%D0%B4&amp;sort=when"' in first
    assert "aria-sort" not in first
    assert 'aria-sort="ascending"><a href="?sort=-when"' in again
    assert 'aria-sort="descending"><a href="?sort=when"' in back


def test_pager_is_silent_for_one_window_and_keeps_the_filter() -> None:
    request = RequestFactory().get("/?q=сад&page=2")
    whole = draw("{% pager window=window %}", window=window_of(request, range(100)))
    drawn = Template("{% pager window=window %}").render(
        Context({"request": request, "window": window_of(request, range(250))})
    )
    assert whole.strip() == ""
    assert "строки 101–200 из 250" in drawn
    assert 'rel="prev" href="?q=%D1%81%D0%B0%D0%B4&amp;page=1"' in drawn
    assert 'rel="next" href="?q=%D1%81%D0%B0%D0%B4&amp;page=3"' in drawn
    assert '<input type="hidden" name="q" value="сад">' in drawn


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0 строк"),
        (1, "1 строка"),
        (2, "2 строки"),
        (5, "5 строк"),
        (11, "11 строк"),
        (14, "14 строк"),
        (21, "21 строка"),
        (22, "22 строки"),
        (111, "111 строк"),
        (1412, "1 412 строк"),
    ],
)
def test_counted_declines_the_russian_word(number: int, words: str) -> None:
    assert counted(number, "строка/строки/строк").replace("\N{NO-BREAK SPACE}", " ") == words


@given(st.integers(min_value=0, max_value=10**7))
def test_plural_form_depends_on_the_last_two_digits(number: int) -> None:
    assert plural_index(number, 3) == plural_index(number % 100 + 100, 3)


@given(st.integers(min_value=0, max_value=10**7))
def test_plural_form_is_that_of_the_catalogues_rule(number: int) -> None:
    n = number
    by_gettext = 0 if n % 10 == 1 and n % 100 != 11 else 1 if 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14 else 2
    assert plural_index(number, 3) == by_gettext


def test_counted_knows_english_and_refuses_other_numbers_of_forms() -> None:
    with translation.override("en"):
        assert [counted(1, "line/lines"), counted(2, "line/lines")] == [
            "1\N{NO-BREAK SPACE}line",
            "2\N{NO-BREAK SPACE}lines",
        ]
    with pytest.raises(TemplateSyntaxError):
        counted(1, "line")


def test_dates_are_worded_in_the_citys_time() -> None:
    when = dt.datetime(2026, 7, 30, 20, 42, tzinfo=dt.UTC)
    source = "{{ w|moment }}; {{ w|clock }}; {{ d|day }}; {{ d|weekday }}; {{ d|month_name }}; {{ a|interval:b }}; {{ none|day }}"
    drawn = draw(source, w=when, d=dt.date(2026, 7, 30), a=dt.time(9), b=dt.time(9, 40), none=None)
    assert drawn == "31 июля 2026, 02:42; 02:42; 30 июля 2026; четверг, 30 июля; июль 2026; 09:00–09:40; "
