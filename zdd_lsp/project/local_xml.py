"""Reads `pub/errors/local.xml`, in which Commerce is told how to report errors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType


class XmlFault(NamedTuple):
    """Why ece-tools cannot read the file.

    Attributes:
        reason: Completes the sentence "it is not usable because …".
        span: The place.
        upstream: What ece-tools adds to its message, as far as that is known.
    """

    reason: str
    span: Span
    upstream: str = ""


class LocalXml(NamedTuple):
    """What the file says.

    Attributes:
        has_nesting_level: Whether it says over how many levels of folders reports are spread.
        report: The name in the first tag ``report``, or in the root's tag if there is none.
        inside: The offset behind the first tag ``report``; None if nothing can be inside.
        fault: Why the file cannot be read, if so.
    """

    has_nesting_level: bool
    report: Span
    inside: int | None
    fault: XmlFault | None


def read_local_xml(text: str) -> LocalXml:
    """Read the text of `pub/errors/local.xml`.

    ece-tools 2002.1.17, Deploy/ReportDirNestingLevel.php, with symfony's XmlEncoder: the child
    ``dir_nesting_level`` of the only ``report`` below the root, whatever it holds. A document type
    is refused, so that entities are of no concern.
    """
    if not text.strip():
        fault = XmlFault("it is empty", Span(0, 0), "Invalid XML data, it cannot be empty.")
        return LocalXml(has_nesting_level=False, report=Span(0, 0), inside=None, fault=fault)
    return _Reader(text).read()


_TAG: Final = re.compile(r"<(?P<name>[^\s/>]++)(?:[^>\"']|\"[^\"]*+\"|'[^']*+')*+>")
_REPORT: Final = 2
_LEVEL: Final = 3


class _DocumentTypeError(Exception):
    pass


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._bytes = text.encode("utf-8", "replace")
        self._depth = 0
        self._reports = 0
        self._is_in_report = False
        self._has_level = False
        self._root = 0
        self._report: int | None = None
        self._parser = _parser()
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def read(self) -> LocalXml:
        from xml.parsers.expat import ExpatError  # noqa: PLC0415 - rarely needed

        fault = None
        try:
            self._parser.Parse(self._bytes, True)  # noqa: FBT003 - the parser takes no names
        except _DocumentTypeError:
            fault = self._fault("it declares a document type", "Document types are not allowed.")
        except ExpatError as error:
            fault = self._fault(f"it is not XML: {str(error).partition(':')[0]}")
        tag = _TAG.match(self._text, self._offset(self._report or self._root))
        return LocalXml(
            has_nesting_level=self._has_level and self._reports == 1,
            report=Span(*tag.span("name")) if tag is not None else Span(0, 0),
            inside=tag.end()
            if tag is not None and self._report is not None and not tag[0].endswith("/>")
            else None,
            fault=fault,
        )

    def _fault(self, reason: str, upstream: str = "") -> XmlFault:
        at = self._offset(self._parser.CurrentByteIndex)
        at = min(at, max(len(self._text) - 1, 0))
        return XmlFault(reason, Span(at, at + 1), upstream)

    def _refuse(self, *_: object) -> None:
        raise _DocumentTypeError

    def _start(self, name: str, _: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1:
            self._root = self._parser.CurrentByteIndex
        elif self._depth == _REPORT:
            self._is_in_report = name == "report"
            self._reports += self._is_in_report
            if self._is_in_report and self._report is None:
                self._report = self._parser.CurrentByteIndex
        elif self._depth == _LEVEL and self._is_in_report and name == "dir_nesting_level":
            self._has_level = True

    def _end(self, _: str) -> None:
        self._depth -= 1

    def _offset(self, index: int) -> int:
        return len(self._bytes[:index].decode("utf-8", "ignore"))


def _parser() -> XMLParserType:
    from xml.parsers.expat import ParserCreate  # noqa: PLC0415 - rarely needed

    return ParserCreate("utf-8")
