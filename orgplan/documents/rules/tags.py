"""The check of a template's tags: unknown fields, broken tags, what is not allowed, what the kind requires.

Works tag by tag on paragraphs whose runs are joined, so that every finding has its place. Allowed are fields, loops
over lists, conditions and a dozen filters; everything else is refused (ADR 0015). Filling runs in a sandbox besides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from orgplan.documents.rules.allowed import FILTERS, TESTS
from orgplan.documents.rules.findings import Finding, PlacedText, error, remark
from orgplan.documents.rules.kinds import FormField
from orgplan.documents.rules.scopes import PLAIN, Scopes, UnknownFieldError, Value

_DEEPEST = 3
_LONGEST_SHOWN = 60
_OPEN = re.compile(r"\{\{|\{%|\{#")
_TAG = re.compile(r"\{\{(?:[pr](?= ))?(?P<out>.*?)\}\}|\{%(?:(?:p|tr|tc|r)(?=[ \-+]))?(?P<do>.*?)%\}|\{#.*?#\}")
_QUOTES = str.maketrans({"“": '"', "”": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "\xa0": " "})
_PAIRS = {"endif": "if", "endfor": "for"}
_WORDS = {"if": "условие {% if … %}", "for": "повтор {% for … %}"}
_JOINING = (
    *(nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr),
    *(nodes.Concat, nodes.Add, nodes.Sub),
)
_ENVIRONMENT = SandboxedEnvironment()


class ForbiddenTagError(Exception):
    """Something that forms may not do; the text says what in Russian."""


@dataclass(frozen=True, slots=True)
class _Block:
    word: str
    place: str
    over: FormField | None = None


def check_tags(parts: Iterable[Sequence[PlacedText]], fields: tuple[FormField, ...]) -> list[Finding]:
    """Return the findings of a template in reading order; a part is the body, a header or a footer, filled alone."""
    findings: list[Finding] = []
    used: set[FormField] = set()
    for part in parts:
        check = _PartCheck(fields)
        findings += check.run(part)
        used |= check.scopes.used
    return findings + _not_used(fields, used, "")


def _not_used(fields: Iterable[FormField], used: set[FormField], of: str) -> list[Finding]:
    found: list[Finding] = []
    for each in fields:
        if each.required and each not in used:
            found.append(
                remark("", f"бланк не печатает «{of}{each.russian}»: {each.about[:1].lower()}{each.about[1:]}")
            )
        elif each in used:
            found += _not_used(each.fields, used, f"{each.russian}: ")
    return found


class _PartCheck:
    """Walks the tags of one part with the loops and conditions that are open."""

    def __init__(self, fields: tuple[FormField, ...]) -> None:
        self.scopes = Scopes(fields)
        self.findings: list[Finding] = []
        self._open: list[_Block] = []
        self._place = ""

    def run(self, texts: Sequence[PlacedText]) -> list[Finding]:
        """Check every paragraph of the part."""
        for each in texts:
            self._place = each.place
            self._paragraph(each.text)
        for block in self._open:
            self.findings.append(
                error(block.place, f"{_WORDS[block.word]} не закрыто: нужна метка {{% end{block.word} %}}")
            )
        return self.findings

    def _paragraph(self, text: str) -> None:
        at = 0
        while opened := _OPEN.search(text, at):
            tag = _TAG.match(text, opened.start())
            if tag is None or _OPEN.search(tag[0], 2):
                shown = text[opened.start() : opened.start() + _LONGEST_SHOWN]
                self._error(f"метка начата и не закончена: «{shown}». Метка стоит в одном абзаце: {{{{ поле }}}}")
                return
            at = tag.end()
            inner = (tag["out"] or tag["do"] or "").strip(" -+").translate(_QUOTES)
            try:
                self._command(inner) if tag["do"] is not None else self._output(tag, inner)
            except (UnknownFieldError, ForbiddenTagError) as refusal:
                self._error(str(refusal))
        stray = re.search(r"\}\}|%\}", text[at:])
        if stray:
            self._error(f"метка закончена, но не начата: «{text[max(at, stray.start() + at - 40) : at + stray.end()]}»")

    def _error(self, text: str) -> None:
        self.findings.append(error(self._place, text))

    def _output(self, tag: re.Match[str], inner: str) -> None:
        if tag[0].startswith("{#"):
            return
        value = self._value(self._expression(inner))
        if value.rows is not None:
            raise ForbiddenTagError(f"«{inner}» — список; он печатается повтором {{% for строка in {inner} %}}")
        if value.row is not None:
            raise ForbiddenTagError(f"«{inner}» — строка целиком; назовите её поле: «{inner}.…»")

    def _command(self, inner: str) -> None:
        word, _, rest = inner.partition(" ")
        match word:
            case "for":
                self._begin_loop(rest)
            case "if":
                self._open.append(_Block("if", self._place))
                self._value(self._expression(rest))
            case "elif":
                self._inside("if", word)
                self._value(self._expression(rest))
            case "else":
                self._inside("", word)
            case "endif" | "endfor":
                self._end(word)
            case _:
                raise ForbiddenTagError(f"команда «{word}» в бланках не разрешена: есть только for, if, elif, else")

    def _inside(self, word: str, command: str) -> None:
        if not self._open or (word and self._open[-1].word != word):
            raise ForbiddenTagError(f"«{command}» стоит вне условия")

    def _end(self, command: str) -> None:
        word = _PAIRS[command]
        if not self._open or self._open[-1].word != word:
            raise ForbiddenTagError(f"«{command}» закрывает то, что не открыто: нет метки {_WORDS[word]} перед ней")
        if self._open.pop().word == "for":
            self.scopes.leave()

    def _begin_loop(self, rest: str) -> None:
        self._open.append(_Block("for", self._place))
        name, _, over = (part.strip() for part in rest.partition(" in "))
        try:
            rows = self._list(name, over, rest)
        except (UnknownFieldError, ForbiddenTagError):
            self.scopes.enter(name, PLAIN)
            raise
        self._open[-1] = _Block("for", self._place, rows)
        self.scopes.enter(name, Value(rows=rows))

    def _list(self, name: str, over: str, rest: str) -> FormField:
        """Return the list that a loop goes over."""
        if not name.isidentifier() or not over:
            raise ForbiddenTagError(f"повтор пишется так: {{% for строка in строки %}}, а стоит «for {rest}»")
        value = self._value(self._expression(over))
        if value.rows is None:
            raise ForbiddenTagError(f"«{over}» — не список: повторять можно только списки")
        self._not_again(value.rows)
        return value.rows

    def _not_again(self, over: FormField) -> None:
        """Refuse a loop over a list that is being looped over, and loops deeper than any paper needs."""
        if any(block.over == over for block in self._open):
            raise ForbiddenTagError(f"повтор по «{over.russian}» стоит внутри такого же повтора: он не кончится")
        if self.scopes.depth >= _DEEPEST:
            raise ForbiddenTagError(f"повторов внутри повторов больше {_DEEPEST}")

    def _expression(self, text: str) -> nodes.Expr:
        try:
            output = _ENVIRONMENT.parse("{{ " + text + " }}").body[0]
        except (TemplateSyntaxError, RecursionError, IndexError):
            raise ForbiddenTagError(f"метка написана с ошибкой: «{text[:_LONGEST_SHOWN]}»") from None
        if not isinstance(output, nodes.Output) or len(output.nodes) != 1:
            raise ForbiddenTagError(f"метка написана с ошибкой: «{text[:_LONGEST_SHOWN]}»")
        return output.nodes[0]

    def _value(self, node: nodes.Node) -> Value:
        """Return what an expression stands for; anything that is not allowed raises."""
        if isinstance(node, nodes.Filter | nodes.Test):
            return self._use(node)
        if isinstance(node, _JOINING):
            return self._all(node)
        if isinstance(node, nodes.Const | nodes.TemplateData):
            return PLAIN
        return self._named(node)

    def _named(self, node: nodes.Node) -> Value:
        match node:
            case nodes.Name():
                return self.scopes.name(_public(node.name))
            case nodes.Getattr():
                return self.scopes.attribute(self._value(node.node), _public(node.attr))
            case nodes.Getitem(arg=nodes.Const(value=str() as key)):
                return self.scopes.attribute(self._value(node.node), _public(key))
            case nodes.Getitem(arg=nodes.Const(value=int())):
                of = self._value(node.node)
                return Value(row=of.rows.fields) if of.rows else PLAIN
        raise ForbiddenTagError("функции и вычисления в бланках не разрешены: только поля, повторы и условия")

    def _use(self, node: nodes.Filter | nodes.Test) -> Value:
        known = FILTERS if isinstance(node, nodes.Filter) else TESTS
        if node.name not in known:
            raise ForbiddenTagError(f"«{node.name}» в бланках не разрешено; есть: {', '.join(known)}")
        return self._all(node)

    def _all(self, node: nodes.Node) -> Value:
        for child in node.iter_child_nodes():
            self._value(child)
        return PLAIN


def _public(name: str) -> str:
    if name.startswith("_"):
        raise ForbiddenTagError(f"«{name}»: обращаться из бланка к внутренностям программы нельзя")
    return name
