"""The commands of a script: lists, pipelines, and what stands around them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from zdd_lsp.project.shell.model import Command, Operator, Script, Word
from zdd_lsp.project.shell.words import WordReader
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable

_OPERATOR: Final = re.compile(r"&&|\|\||;;&?|;&|\|&|[;&|\n]")
_REDIRECTION: Final = re.compile(r"\d*+(?:<<<|<<-|<<|<>|<&|>>|>&|>\||<|>)|&>>?")
_ASSIGNMENT: Final = re.compile(r"[A-Za-z_]\w*\+?=", re.ASCII)
_EMPTY: Final = re.compile(r"\([ \t]*\)")
_JOINING: Final = frozenset({"&&", "||", "|"})
_TESTS: Final = frozenset("&|<>()")
"""Operators that are words within ``[[ … ]]``."""

_OPENING: Final = {"if": "if", "while": "while", "until": "while", "{": "{"}
_TURNING: Final = {"then": "then", "else": "else", "elif": "if", "do": "do"}
"""Words that begin the next part of a block, with the name of that part."""
_CLOSING: Final = frozenset({"fi", "done", "esac", "}"})
_LOOPS: Final = frozenset({"for", "select"})
_HEADS: Final = frozenset({"case", "function"}) | _LOOPS
"""Words whose line is no command."""
_DEEPEST: Final = 100
"""How deep blocks may stand in each other."""


def read_shell(text: str, place: Callable[[int, int], Span] = Span) -> Script:
    """Read a script. Nothing makes this fail, and the time it takes grows with the text alone.

    Args:
        text: The script.
        place: Returns where a stretch of the script stands in the file.
    """
    reader = _Reader(text, place)
    reader.commands_until("")
    is_open = reader.is_open or bool(reader.blocks)
    return Script(text, tuple(reader.commands), tuple(reader.flaws), is_open)


@dataclass(slots=True)
class _Draft:
    """A command of which more may come.

    Attributes:
        words: See `Command`.
        assignments: See `Command`.
        blocks: See `Command`.
        is_negated: See `Command`.
        head: ``for``, ``case`` or the like if its words are no command.
        is_block: Whether a block was closed, behind which only redirections stand.
    """

    blocks: tuple[str, ...]
    words: list[Word] = field(default_factory=list)
    assignments: list[Word] = field(default_factory=list)
    is_negated: bool = False
    head: str = ""
    is_block: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.assignments or self.head or self.is_block)

    @property
    def is_test(self) -> bool:
        """Tell whether ``[[`` waits for ``]]``."""
        return bool(self.words) and self.words[0].text == "[[" and self.words[-1].text != "]]"


class _Reader(WordReader):
    """Reads commands."""

    def __init__(self, text: str, place: Callable[[int, int], Span]) -> None:
        super().__init__(text, place)
        self.commands: list[Command] = []
        self.blocks: tuple[str, ...] = ()
        self.before = ""
        self.draft = _Draft(())
        self.documents: list[tuple[str, bool]] = []
        """The ends of here-documents that begin with the next line, and whether tabs are cut."""
        self.is_pattern = False
        """Whether patterns of ``case`` come next."""
        self.is_function = False
        """Whether the body of a function comes next."""

    def substitution(self) -> None:
        """Read the commands of ``$(…)``, as part of which the present one goes on afterwards."""
        outer = self.draft, self.before, self.blocks, self.is_pattern, self.is_function
        self.blocks = (*self.blocks, "$(")
        self.draft, self.before = _Draft(self.blocks), ""
        self.is_pattern = self.is_function = False
        self.commands_until(")")
        self.draft, self.before, self.blocks, self.is_pattern, self.is_function = outer

    def commands_until(self, closer: str) -> None:
        """Read commands up to a closing parenthesis that nothing here opened, or to the end."""
        base = len(self.blocks)
        text = self.text
        while True:
            self.blanks()
            if self.at >= len(text):
                self.is_open |= bool(closer)
                break
            character = text[self.at]
            if character == "#":
                end = text.find("\n", self.at)
                self.at = len(text) if end < 0 else end
            elif self.draft.is_test:
                self._test()
            elif redirection := _REDIRECTION.match(text, self.at):
                self._redirection(redirection)
            elif operator := _OPERATOR.match(text, self.at):
                self._operator(operator)
            elif character == ")":
                if closer and len(self.blocks) == base:
                    self._flush(Span(self.at, self.at + 1))
                    self.at += 1
                    return
                self._parenthesis_closed()
            elif character == "(":
                self._parenthesis_opened()
            else:
                self._word()
        self._flush(Span(len(text), len(text)))

    # Commands

    def _flush(self, end: Span) -> None:
        """End the present command."""
        draft, operator = self.draft, end.slice(self.text)
        is_command = not (draft.head or draft.is_block)
        if is_command and (draft.words or draft.assignments):
            self.commands.append(
                Command(
                    tuple(draft.words),
                    tuple(draft.assignments),
                    self.before,
                    Operator(self.place(*end), operator),
                    draft.blocks,
                    draft.is_negated,
                )
            )
        if operator in _JOINING:
            self.before = operator
        elif operator != "\n" or not draft.is_empty:
            self.before = ""
        self.draft = _Draft(self.blocks)

    def _operator(self, found: re.Match[str]) -> None:
        operator = found[0]
        self.at = found.end()
        if self.is_pattern:
            return
        self._flush(Span(*found.span()))
        if operator == "\n":
            self._skip_documents()
        elif operator[0] == ";" and operator != ";":
            self.is_pattern = bool(self.blocks) and self.blocks[-1] == "case"

    def _word(self) -> None:
        word = self.word()
        draft = self.draft
        if self.is_pattern:
            if word.source == "esac":
                self._close()
            return
        if not (draft.words or draft.assignments or draft.head) and self._keyword(word.source):
            return
        if draft.head:
            self._head(word)
        elif draft.words or not _ASSIGNMENT.match(word.source):
            draft.words.append(word)
        else:
            draft.assignments.append(word)
            if self.text.startswith("(", self.at):
                self.give_up()  # an array, which only other shells know

    def _test(self) -> None:
        """Read on within ``[[ … ]]``."""
        if self.text[self.at] in "\n;":
            self.is_open = True
            self.draft.words.append(Word(self.place(self.at, self.at), "]]", ""))
        else:
            self.draft.words.append(self.word(_TESTS))

    # Blocks

    def _keyword(self, source: str) -> bool:
        """Take a word where a command begins for a reserved word, if it is one."""
        if source == "!":
            self.draft.is_negated = True
        elif source in _OPENING:
            name = _OPENING[source]
            self._open("function" if self.is_function and name == "{" else name)
            self.is_function = False
        elif source in _TURNING:
            self._turn(_TURNING[source])
        elif source in _CLOSING:
            self._close()
        elif source in _HEADS:
            if source in _LOOPS:
                self._open("for")
            self.draft.head = source
        else:
            return False
        return True

    def _open(self, name: str) -> None:
        if len(self.blocks) >= _DEEPEST:
            self.give_up()
            return
        self.blocks = (*self.blocks, name)
        self.draft = _Draft(self.blocks)

    def _turn(self, name: str) -> None:
        if not self.blocks or self.blocks[-1] == "$(":
            self.is_open = True
            return
        self.blocks = (*self.blocks[:-1], name)
        self.draft = _Draft(self.blocks)
        self.before = ""

    def _close(self) -> None:
        self.is_pattern = False
        if not self.blocks or self.blocks[-1] == "$(":
            self.is_open = True
        else:
            self.blocks = self.blocks[:-1]
        self.draft = _Draft(self.blocks, is_block=True)

    def _head(self, word: Word) -> None:
        """Read on in the line of ``case`` or ``function``; that of ``for`` tells nothing."""
        head = self.draft.head
        if head == "case" and word.source == "in":
            self._open("case")
            self.is_pattern = True
        elif head == "function" and word.source == "{":
            self._open("function")
            self.is_function = False
        elif head == "function":
            self.is_function = True

    def _parenthesis_opened(self) -> None:
        draft = self.draft
        if self.is_pattern:
            self.at += 1
        elif self.text.startswith("((", self.at):
            self.give_up()
        elif draft.is_empty:
            self.at += 1
            self._open("function" if self.is_function else "(")
            self.is_function = False
        elif empty := _EMPTY.match(self.text, self.at):
            # The words before it are the name of a function.
            self.at = empty.end()
            self.draft = _Draft(self.blocks)
            self.is_function = True
        else:
            self.give_up()

    def _parenthesis_closed(self) -> None:
        if self.is_pattern:
            self.at += 1
            self.is_pattern = False
            self.draft = _Draft(self.blocks)
            return
        self._flush(Span(self.at, self.at + 1))
        self.at += 1
        if self.blocks and self.blocks[-1] in ("(", "function"):
            self._close()
        else:
            self.give_up()

    # Redirections

    def _redirection(self, found: re.Match[str]) -> None:
        self.at = found.end()
        operator = found[0].lstrip("0123456789")
        if operator in ("<", ">") and self.text.startswith("(", self.at):
            self._process(found.start())
            return
        self.blanks()
        target = self.word()
        if operator in ("<<", "<<-"):
            self.documents.append((target.text, operator == "<<-"))

    def _process(self, start: int) -> None:
        """Read ``<(…)``, a file for the outer command."""
        if self.depth >= _DEEPEST:
            self.give_up()
            return
        self.at += 1
        self.depth += 1
        self.substitution()
        self.depth -= 1
        source = self.text[start : self.at]
        self.draft.words.append(Word(self.place(start, self.at), source, source, is_known=False))

    def _skip_documents(self) -> None:
        """Skip the here-documents that begin at this line."""
        text = self.text
        for name, is_cut in self.documents:
            while self.at < len(text):
                end = text.find("\n", self.at)
                end = len(text) if end < 0 else end
                line = text[self.at : end]
                self.at = min(end + 1, len(text))
                if (line.lstrip("\t") if is_cut else line) == name:
                    break
            else:
                self.is_open = True
        self.documents.clear()
