#!/usr/bin/env python3
"""Make the example store ideal, the way an editor would.

This is a complete little language client: it starts the real server, opens the files of a copy of
``examples/store``, shows what the server says, hovers over a variable, applies the fixes that the
server offers and saves. It needs nothing but Python, so it may also be read as an introduction to
how an editor and this server talk. It ends with exit status 0 only if the store became ideal.
"""

from __future__ import annotations

import difflib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

STORE = Path(__file__).with_name("store")
FILES = (".magento.env.yaml", ".magento.app.yaml", ".magento/services.yaml", ".magento/routes.yaml")
HOVERED = "SKIP_SCD"
PATIENCE = 60.0
"""Seconds after which a server that does not answer is stopped, so that nothing ever hangs."""

ERROR, WARNING, INFORMATION, HINT = 1, 2, 3, 4
IDEAL = "source.zdd.makeIdeal"

Json = dict[str, Any]


class Server:
    """The language server as a child process, spoken to in JSON-RPC over its pipes."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "zdd_lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._requests = 0
        self._guard = threading.Timer(PATIENCE, self.process.kill)
        self._guard.daemon = True
        self._guard.start()

    def request(self, method: str, params: Json | None) -> Any:  # noqa: ANN401 - any JSON value
        """Send a request and return its result."""
        self._requests += 1
        self._send({"id": self._requests, "method": method, "params": params})
        while True:
            message = self._receive()
            if "method" in message:
                # The server's own requests (progress, refresh, registration) need an answer, and
                # 'nothing' is a correct one; its notifications do not matter to this demo.
                if "id" in message:
                    self._send({"id": message["id"], "result": None})
            elif message.get("id") == self._requests:
                if "error" in message:
                    raise SystemExit(f"{method}: {message['error']['message']}")
                return message["result"]

    def notify(self, method: str, params: Json | None) -> None:
        """Send a notification, which has no answer."""
        self._send({"method": method, "params": params})

    def stop(self) -> int:
        """Shut the server down in the order that the protocol wants; return its exit status."""
        self.request("shutdown", None)
        self.notify("exit", None)
        status = self.process.wait()
        self._guard.cancel()
        return status

    def _send(self, message: Json) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        pipe = self.process.stdin
        assert pipe is not None
        pipe.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        pipe.flush()

    def _receive(self) -> Json:
        pipe = self.process.stdout
        assert pipe is not None
        length = 0
        while (header := pipe.readline().strip()) != b"":
            name, _, value = header.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if not length:
            raise SystemExit("The server stopped before it answered.")
        message: Json = json.loads(pipe.read(length))
        return message


class Editor:
    """The open files of one project, and what an editor does with them."""

    def __init__(self, server: Server, root: Path) -> None:
        self.server = server
        self.root = root
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}

    def start(self) -> Json:
        """Introduce the editor to the server; return what the server says about itself."""
        hello: Json = self.server.request(
            "initialize",
            {
                "processId": os.getpid(),
                "clientInfo": {"name": "zdd-lsp demo"},
                "rootUri": self.root.as_uri(),
                "workspaceFolders": [{"uri": self.root.as_uri(), "name": self.root.name}],
                "capabilities": {
                    # Python counts characters, and so may the server.
                    "general": {"positionEncodings": ["utf-32"]},
                    "textDocument": {
                        "diagnostic": {"relatedInformation": True},
                        "hover": {"contentFormat": ["markdown"]},
                        "codeAction": {
                            "codeActionLiteralSupport": {
                                "codeActionKind": {"valueSet": ["quickfix", "source"]}
                            },
                            "isPreferredSupport": True,
                            "dataSupport": True,
                            "resolveSupport": {"properties": ["edit"]},
                        },
                    },
                    "workspace": {"workspaceEdit": {"documentChanges": True}},
                },
            },
        )
        self.server.notify("initialized", {})
        return hello

    def open(self, path: str) -> None:
        """Open a file of the project."""
        text = (self.root / path).read_bytes().decode()
        self.texts[path] = text
        self.versions[path] = 1
        document = {"uri": self.uri(path), "languageId": "yaml", "version": 1, "text": text}
        self.server.notify("textDocument/didOpen", {"textDocument": document})

    def findings(self) -> list[tuple[str, Json]]:
        """Return every open file's diagnostics as (path, diagnostic), in order of the text."""
        found = []
        for path in self.texts:
            params = {"textDocument": {"uri": self.uri(path)}}
            report = self.server.request("textDocument/diagnostic", params)
            found += [(path, diagnostic) for diagnostic in report["items"]]
        places = {path: place for place, path in enumerate(self.texts)}
        return sorted(found, key=lambda it: (places[it[0]], *position(it[1]["range"]["start"])))

    def hover(self, path: str, word: str) -> str:
        """Return the Markdown that the server shows over the first ``word`` of a file."""
        line, text = next(
            (number, line) for number, line in enumerate(self.lines(path)) if word in line
        )
        place = {"line": line, "character": text.index(word) + 1}
        params = {"textDocument": {"uri": self.uri(path)}, "position": place}
        answer = self.server.request("textDocument/hover", params)
        markdown: str = answer["contents"]["value"]
        return markdown

    def actions(self, path: str, place: Json, kind: str, diagnostics: list[Json]) -> list[Json]:
        """Return the code actions of a kind at a range of a file, with their edits."""
        params = {
            "textDocument": {"uri": self.uri(path)},
            "range": place,
            "context": {"diagnostics": diagnostics, "only": [kind]},
        }
        actions: list[Json] = self.server.request("textDocument/codeAction", params) or []
        return [
            action if "edit" in action else self.server.request("codeAction/resolve", action)
            for action in actions
        ]

    def apply(self, edit: Json) -> None:
        """Apply a workspace edit to the open files and tell the server about it."""
        changes = edit.get("documentChanges") or [
            {"textDocument": {"uri": uri}, "edits": edits}
            for uri, edits in edit.get("changes", {}).items()
        ]
        for change in changes:
            path = self.path(change["textDocument"]["uri"])
            text = apply(self.texts[path], change["edits"])
            self.texts[path] = text
            self.versions[path] += 1
            document = {"uri": self.uri(path), "version": self.versions[path]}
            params = {"textDocument": document, "contentChanges": [{"text": text}]}
            self.server.notify("textDocument/didChange", params)

    def save(self) -> None:
        """Write every open file to disk."""
        for path, text in self.texts.items():
            (self.root / path).write_bytes(text.encode())
            params = {"textDocument": {"uri": self.uri(path)}}
            self.server.notify("textDocument/didSave", params)

    def lines(self, path: str) -> list[str]:
        """Return the lines of a file without their line ends."""
        return re.split(r"\r\n|\r|\n", self.texts[path])

    def uri(self, path: str) -> str:
        """Return the address of a file of the project."""
        return (self.root / path).as_uri()

    def path(self, uri: str) -> str:
        """Return the file of the project behind an address."""
        return unquote(uri.removeprefix(self.root.as_uri() + "/"))


def position(place: Json) -> tuple[int, int]:
    """Return a position of the protocol as a pair that can be compared."""
    return place["line"], place["character"]


def apply(text: str, edits: list[Json]) -> str:
    """Return ``text`` with edits of the protocol applied, the last one first."""
    starts = [0, *(end.end() for end in re.finditer(r"\r\n|\r|\n", text))]

    def offset(place: Json) -> int:
        return int(starts[place["line"]] + place["character"])

    for edit in sorted(edits, key=lambda it: position(it["range"]["start"]), reverse=True):
        start, end = offset(edit["range"]["start"]), offset(edit["range"]["end"])
        text = text[:start] + edit["newText"] + text[end:]
    return text


def layout(markdown: str, width: int) -> Iterator[str]:
    """Yield lines of Markdown, wrapped, with the columns of its tables aligned."""
    for table, lines in groupby(markdown.splitlines(), lambda line: line.startswith("|")):
        if table:
            rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
            widths = [max(map(visible, column)) for column in zip(*rows, strict=True)]
            for row in rows:
                if not set("".join(row)) <= set("-: "):
                    cells = zip(row, widths, strict=True)
                    padded = (cell + " " * (width - visible(cell)) for cell, width in cells)
                    yield "   ".join(padded).rstrip()
        else:
            for line in lines:
                indent = "  " if line.startswith("- ") else ""
                yield from textwrap.wrap(line, width, subsequent_indent=indent) or [""]


def visible(markdown: str) -> int:
    """Return how many characters of a piece of Markdown are seen."""
    return len(re.sub(r"\*\*|`", "", markdown))


class Screen:
    """What the demo prints."""

    def __init__(self) -> None:
        wanted = sys.stdout.isatty() or "FORCE_COLOR" in os.environ
        self.colour = wanted and "NO_COLOR" not in os.environ
        self.width = min(shutil.get_terminal_size().columns, 100)
        self.steps = 0

    def paint(self, style: str, text: str) -> str:
        """Return ``text`` in a style: a number of the terminal's, such as ``1`` for bold."""
        return f"\x1b[{style}m{text}\x1b[0m" if self.colour else text

    def line(self, text: str = "") -> None:
        """Print a line."""
        sys.stdout.write(text + "\n")
        sys.stdout.flush()

    def step(self, title: str, note: str = "") -> None:
        """Begin a step of the story."""
        self.steps += 1
        head = self.paint("1;36", f"{self.steps}") + "  " + self.paint("1", title)
        self.line()
        self.line(f"{head}  {self.paint('2', note)}".rstrip())

    def finding(self, editor: Editor, path: str, diagnostic: Json) -> None:
        """Print a diagnostic with its line of source, underlined."""
        label, style = {
            ERROR: ("error", "1;31"),
            WARNING: ("warning", "1;33"),
            INFORMATION: ("info", "1;34"),
            HINT: ("hint", "1;32"),
        }[diagnostic["severity"]]
        start, end = diagnostic["range"]["start"], diagnostic["range"]["end"]
        source = editor.lines(path)[start["line"]]
        last = end["character"] if end["line"] == start["line"] else len(source)
        number = f"{start['line'] + 1:>6} "
        under = " " * start["character"] + "^" * max(1, last - start["character"])
        where = self.paint("2", f"{path}:{start['line'] + 1}")
        self.line()
        self.line(f"   {self.paint(style, label)} {diagnostic.get('code', '')}  {where}")
        self.line(f"{self.paint('2', number + '│')} {source}")
        self.line(f"{self.paint('2', ' ' * len(number) + '│')} {self.paint(style, under)}")
        margin = " " * (len(number) + 2)
        for part in textwrap.wrap(diagnostic["message"], self.width - len(margin)):
            self.line(margin + part)
        for other in diagnostic.get("relatedInformation") or ():
            place = other["location"]
            where = f"{editor.path(place['uri'])}:{place['range']['start']['line'] + 1}"
            self.line(f"{margin}{other['message']} {self.paint('2', where)}")

    def advice(self, findings: Iterable[tuple[str, Json]]) -> None:
        """Print diagnostics in short."""
        self.line()
        for path, diagnostic in findings:
            where = self.paint("2", f"{path}:{diagnostic['range']['start']['line'] + 1}")
            self.line(f"   {self.paint('1;32', 'hint')} {diagnostic['code']}  {where}")

    def markdown(self, text: str) -> None:
        """Print Markdown in a frame: emphasis as the terminal's own, links without their target."""
        self.line()
        for line in layout(re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", text), self.width - 6):
            styled = re.sub(r"^#+ (.*)", lambda it: self.paint("1;4", it[1]), line)
            styled = re.sub(r"\*\*(.+?)\*\*", lambda it: self.paint("1", it[1]), styled)
            styled = re.sub(r"`([^`]+)`", lambda it: self.paint("36", it[1]), styled)
            self.line(f"   {self.paint('2', '┃')} {styled}".rstrip())

    def change(self, path: str, before: str, after: str) -> None:
        """Print the lines of a file that changed."""
        self.line(f"   {self.paint('2', path)}")
        old, new = before.splitlines(), after.splitlines()
        for text in list(difflib.unified_diff(old, new, lineterm="", n=0))[2:]:
            if not text.startswith("@@"):
                style = "32" if text.startswith("+") else "31"
                self.line(f"   {self.paint(style, text)}")


def bad(findings: list[tuple[str, Json]]) -> list[tuple[str, Json]]:
    """Return the findings that keep a store from the ideal state."""
    return [it for it in findings if it[1]["severity"] <= WARNING]


def fix_one(screen: Screen, editor: Editor) -> None:
    """Apply the fix that the server prefers for the first bad finding."""
    path, diagnostic = bad(editor.findings())[0]
    offered = editor.actions(path, diagnostic["range"], "quickfix", [diagnostic])
    chosen = next((it for it in offered if it.get("isPreferred")), offered[0])
    screen.step("One fix", f"{path}:{diagnostic['range']['start']['line'] + 1}")
    perform(screen, editor, chosen)


def fix_rest(screen: Screen, editor: Editor) -> None:
    """Apply the one action that makes all files of the project ideal."""
    path = FILES[0]
    whole = {
        "start": {"line": 0, "character": 0},
        "end": {"line": len(editor.lines(path)) - 1, "character": 0},
    }
    offered = editor.actions(path, whole, IDEAL, [])
    screen.step("All the others, across files")
    perform(screen, editor, offered[0])


def perform(screen: Screen, editor: Editor, action: Json) -> None:
    """Apply a code action and print what it changed."""
    before = dict(editor.texts)
    editor.apply(action["edit"])
    screen.line()
    screen.line(f"   {screen.paint('1;35', '▶')} {action['title']}")
    for path, text in editor.texts.items():
        if text != before[path]:
            screen.line()
            screen.change(path, before[path], text)


def judge(screen: Screen, root: Path) -> bool:
    """Ask the command line, which knows nothing of the editor's session, about the saved files."""
    command = [sys.executable, "-m", "zdd_lsp", "ideal-state", "--strict-parity", str(root)]
    verdict = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - the interpreter that runs this demo
    screen.line()
    for text in (verdict.stdout + verdict.stderr).splitlines():
        screen.line(f"   {text}")
    return verdict.returncode == 0


def play(screen: Screen, root: Path) -> bool:
    """Tell the whole story on a copy of the store; return whether it ended well."""
    server = Server()
    editor = Editor(server, root)
    began = time.monotonic()
    about = editor.start().get("serverInfo", {})
    took = round((time.monotonic() - began) * 1000)
    screen.line(screen.paint("1", "Harbour Tea, a small store, on its way to zero downtime"))
    name = f"{about.get('name', 'zdd-lsp')} {about.get('version', '')}".strip()
    screen.line(screen.paint("2", f"{name} over stdio, ready after {took} ms"))

    for path in FILES:
        editor.open(path)
    findings = editor.findings()
    faults = len(bad(findings))
    screen.step("What is underlined", f"{faults} faults, {len(findings) - faults} hints")
    for path, diagnostic in findings:
        screen.finding(editor, path, diagnostic)

    screen.step("What a variable shows under the cursor", HOVERED)
    screen.markdown(editor.hover(FILES[0], HOVERED))

    fix_one(screen, editor)
    fix_rest(screen, editor)
    editor.save()

    left = editor.findings()
    screen.step("What is left", f"{len(bad(left))} faults, {len(left) - len(bad(left))} hints")
    for path, diagnostic in bad(left):
        screen.finding(editor, path, diagnostic)
    screen.advice(it for it in left if it[1]["severity"] > WARNING)
    screen.step("What ece-tools would say", "zdd-lsp ideal-state --strict-parity")
    ideal = judge(screen, root) and not bad(left)
    orderly = server.stop() == 0
    screen.line()
    if ideal and orderly:
        screen.line(screen.paint("1;32", "The store is ideal."))
    else:
        screen.line(screen.paint("1;31", "The store is not ideal, or the server did not end well."))
    return ideal and orderly


def main() -> int:
    """Run the demo on a copy of the store, so that it can be run again."""
    with tempfile.TemporaryDirectory(prefix="zdd-demo-") as folder:
        root = Path(folder).resolve() / "harbour-tea"
        shutil.copytree(STORE, root)
        return 0 if play(Screen(), root) else 1


if __name__ == "__main__":
    sys.exit(main())
