"""The words that begin the name of a body, a post or a group: where one responsible ends and the next begins."""

from __future__ import annotations

import re

from orgplan.planning.rules.reading.text import word_set, words_of

_BODIES = word_set(
    """
    администрация агентство академия ансамбль аппарат ассоциация архив бассейн библиотека больница бюро
    военкомат волонтеры гарнизон гимназия госпиталь группа департамент департаменты детсад дирекция
    добровольцы дом дума духовенство дворец епархия жэк зоопарк инспекция институт казачество картинная клуб
    клубы колледж коллегия комбинат комиссариат комиссия комитет комитеты консерватория кружки лаборатория
    лагерь лицей лицеи министерство молодежь мувд музей музеи мэрия общество община объединение организация
    организации оркестр оргкомитет отдел отделение отделы отряд палата парк партия поликлиника полиция полк
    правительство предприятие предприятия префектура приход прокуратура профком пресс-служба профсоюз
    редакция росгвардия ресурсный санаторий сбербанк секретариат секция служба службы собрание совет советы
    союз спортшкола стадион станция студия театр театры техникум типография товарищество турклуб университет
    управа управление управления училище учреждение учреждения федерация филармония филиал филиалы фонд хор
    хоры храм церковь центр центры цирк часть школа школы штаб экспедиция библиотеки дома дк доу сош тос сми
    товарищества кафедра оператор радио телевидение телерадиокомпания газета фирма компания подразделения
    структурные вузы ссузы предприниматели жители родители общественность спортсмены учащиеся члены
    сотрудники перевозчики коллективы участники партнеры спонсоры школьники ветераны общественники активисты
    депутаты юнармия юнармейцы студенты педагоги работники специалисты представители все организаторы
    соисполнители дюсш сшор сдюшор дши дмш дхш цдт ддт
    """,
)
_POSTS = word_set(
    """
    глава главы мэр вице-мэр губернатор заместитель заместители зам зав замглавы начальник начальники
    руководитель руководители директор директора заведующий заведующая заведующие председатель председатели
    секретарь специалист методист художественный режиссер инспектор консультант советник помощник референт
    управляющий исполняющий исполняющая врио депутат депутаты ректор декан атаман командир комендант военком
    прокурор настоятель благочинный староста старосты ответственный ответственные ответственная ведущий
    главный старший первый президент координатор менеджер администратор тренер тренеры судья аким инструктор
    библиотекарь бухгалтер юрист редактор учитель учителя педагог-организатор классные классный воспитатель
    воспитатели организатор хореограф солист балетмейстер дирижер управделами администраторы пресс-секретарь
    завуч и.о
    """,
)
_FORMS = word_set(
    """
    мбу мбук мбоу мбдоу мбудо мбоудо мау маук маоу маудо мадоу мку мкук мкоу мкдоу мкудо му мук моу мудо
    мдоу гбу гбук гбоу гбуз гау гауз гку гкук гу гук гоу огбу огку окк фгбу фгбоу фгку фгуп муп мупп мп гуп
    гп оао зао пао ооо ао нко ано чоу нп ип рдк гдк сдк снт тсж ук
    """,
)
_RANKS = word_set(
    "первый главный главная старший старшая ведущий ведущая художественный исполняющий исполняющая классный"
)
_PROFESSIONS = word_set(
    "комиссар врач инженер архитектор агроном специалист обязанности руководитель редактор бухгалтер"
)
# «управляющие компании», «детские сады»: a nominative plural begins a party of its own.
_PLURAL = re.compile(r".{4,}(?:ые|(?<![нт])ие)$")
_ADJECTIVE = re.compile(r"(?:ый|ий|ой|ая|яя|ое|ее|ые|ие)$")
# After these their own name follows: «Муниципальное учреждение Дом культуры».
_GENERIC = word_set(
    """
    учреждение учреждения предприятие организация общество подразделение филиал объединение товарищество
    партнерство ансамбль коллектив фирма компания магазин отряд структурное
    """,
)
_SHORT_NAME = 12
_SHORTENED = word_set("соц мед пед гор рай обл")
# Words in a genitive that wait for a name on the next line: «Администрация города ⏎ Ольховска».
_WAITING = word_set(
    """
    города городского района районного поселения поселка села станицы деревни области края округа республики
    г пос пгт с п ст дер д имени им по и в на при для о об от директор глава начальник заведующий
    заместитель председатель отдел управление комитет департамент администрация школа центр дом дворец
    """,
)


def starts_body(piece: str) -> bool:
    """Tell whether the piece begins like the name of a body: «отдел …», «МБУ …», «районный совет …»."""
    words = words_of(piece)[:4]
    if words[1:] and words[0] in _SHORTENED:
        words = words[1:]
    if not words:
        return False
    if words[0] in _BODIES or words[0] in _FORMS:
        return True
    if words[0] == "администрации":  # «администрации районов» is a party, «Администрации города» a genitive
        return len(words) > 1 and words[1].endswith(("ов", "ий"))
    if len(words) > 1 and _PLURAL.fullmatch(words[0]) and words[1].endswith(("и", "ы", "а", "я")):
        return True
    if not _ADJECTIVE.search(words[0]):
        return False
    return any(word in _BODIES for word in words[1:]) and all(
        _ADJECTIVE.search(word) for word in words[: next(i for i, word in enumerate(words) if i and word in _BODIES)]
    )


def parted_bodies(before: str, after: str) -> bool:
    """Tell whether a nominative begins a second body right after a whole first one, with no mark between them."""
    first, second = words_of(before), words_of(after)[:4]
    if (
        not first
        or not second
        or not starts_body(before)
        or starts_post(before)
        or (waits_for_name(before) and first != ["администрация"])
    ):
        return False
    if first[-1] in _GENERIC or _ADJECTIVE.search(first[-1]) or (before.isupper() and len(before) < _SHORT_NAME):
        return False
    noun = next((word for word in second if word in _BODIES or word in _FORMS), None)
    if noun is None or not starts_body(after) or (noun != second[0] and second[0].endswith("ой")):
        return False
    return noun in _FORMS or not noun.endswith(("ы", "и", "ния", "тия"))


def starts_post(piece: str) -> bool:
    """Tell whether the piece begins like a post: «начальник …», «заместители …», «и. о. …»."""
    words = words_of(piece)[:2]
    if words[:1] and words[0] in _RANKS:
        return len(words) > 1 and (words[1] in _POSTS or words[1] in _PROFESSIONS)
    if len(words) > 1 and _ADJECTIVE.search(words[0]) and words[1] in _POSTS | _PROFESSIONS:
        return True
    return bool(words) and (words[0] in _POSTS or words == ["и", "о"])


def names_a_group(piece: str) -> bool:
    """Tell whether the piece begins with a post in the plural, which is a party of its own and nobody's post."""
    words = words_of(piece)[:1]
    return (
        bool(words)
        and words[0] in _POSTS
        and words[0].endswith(("и", "ы", "а", "е", "я"))
        and words[0]
        not in {
            "глава",
            "судья",
            "староста",
            "заведующая",
            "исполняющая",
            "ответственная",
        }
    )


def is_form(piece: str) -> bool:
    """Tell whether the piece is only a legal form («МБУК»), so that a name must follow."""
    words = words_of(piece)
    return len(words) == 1 and words[0] in _FORMS


def waits_for_name(piece: str) -> bool:
    """Tell whether the line ends with a word whose name must follow on the next line."""
    words = words_of(piece)
    return bool(words) and (words[-1] in _WAITING or words[-1] in _FORMS)
