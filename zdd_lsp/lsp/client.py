"""What the client can do."""

from __future__ import annotations

from dataclasses import dataclass

from zdd_lsp.text.encoding import Encoding


@dataclass(frozen=True, slots=True)
class Client:
    """The capabilities of a client, as far as anything here depends on them.

    They are read from plain JSON, because clients announce values that no typed reader of today
    knows, and must not be refused for them.

    Attributes:
        encoding: How positions are counted: the first of the client's encodings that we speak.
        pulls: It asks for diagnostics, and again when another file has changed what is found in
            one; they are never published to it.
        refreshes: It asks again for all diagnostics when told to.
        related_information: It shows the related places of a diagnostic.
        code_description: It shows a link at the code of a diagnostic.
        tags: The numbers of the diagnostic tags that it draws.
        markdown: It renders Markdown in a hover.
        code_actions: It takes code actions that carry an edit.
        preferred: It knows that an action can be the preferred one.
        resolves_edits: It asks for the edit of an action when somebody has chosen it.
        disabled_actions: It shows actions that are not possible, with the reason.
        annotations: It shows what an edit is about and asks whether to go on, if told to.
        hints: It shows inlay hints.
        refreshes_hints: It asks again for inlay hints when told to.
        lenses: It shows code lenses.
        refreshes_lenses: It asks again for code lenses when told to.
        shows_ideal_state: It shows what the command `zdd.showIdealState` answers by itself.
        document_changes: It takes edits that say to which version of a document they belong.
        creates_files: An edit may create a file.
        watches_files: It watches files when asked to.
        shows_progress: It shows how far work has come that the server began by itself.
        prepares_renames: It asks whether there is something to rename before it asks for a name.
        confirms_renames: It shows what a rename is about and asks whether to go on, if told to.
        symbol_trees: It shows an outline as a tree.
        link_tooltips: It shows what a link in a document leads to.
        definition_links: It can underline the whole name from which a definition is asked for.
        configuration: It tells its settings when asked for them.
        tells_configuration: It tells of changed settings when asked to.
        snippets: A completion may have places to fill in.
        adjusts_indentation: It adds the indentation of the line to further lines if told to.
        shares_range: A list of completions may say once what each takes the place of.
        completion_markdown: It renders Markdown in the documentation of a completion.
        completion_tags: It draws deprecated completions in another way.
        resolves_documentation: It asks for the documentation of the completion that it shows.
        label_details: It shows a word beside the label of a completion.
    """

    encoding: Encoding = Encoding.UTF16
    pulls: bool = False
    refreshes: bool = False
    related_information: bool = False
    code_description: bool = False
    tags: frozenset[int] = frozenset()
    markdown: bool = False
    code_actions: bool = False
    preferred: bool = False
    resolves_edits: bool = False
    disabled_actions: bool = False
    annotations: bool = False
    hints: bool = False
    refreshes_hints: bool = False
    lenses: bool = False
    refreshes_lenses: bool = False
    shows_ideal_state: bool = False
    document_changes: bool = False
    creates_files: bool = False
    watches_files: bool = False
    shows_progress: bool = False
    prepares_renames: bool = False
    confirms_renames: bool = False
    symbol_trees: bool = False
    link_tooltips: bool = False
    definition_links: bool = False
    configuration: bool = False
    tells_configuration: bool = False
    snippets: bool = False
    adjusts_indentation: bool = False
    shares_range: bool = False
    completion_markdown: bool = False
    completion_tags: bool = False
    resolves_documentation: bool = False
    label_details: bool = False

    @classmethod
    def read(cls, capabilities: object) -> Client:
        """Read the ``capabilities`` of an ``initialize`` request; what is odd counts as absent."""
        pull = _at(capabilities, "textDocument", "diagnostic")
        push = _at(capabilities, "textDocument", "publishDiagnostics")
        action = _at(capabilities, "textDocument", "codeAction")
        rename = _at(capabilities, "textDocument", "rename")
        edit = _at(capabilities, "workspace", "workspaceEdit")
        completion = _at(capabilities, "textDocument", "completion")
        item = _at(completion, "completionItem")
        operations = _list(_at(edit, "resourceOperations"))
        # Only document changes can carry a resource operation, so who takes one takes the other:
        # Neovim up to 0.11 announces nothing but its operations.
        document_changes = _at(edit, "documentChanges") is True or bool(operations)
        # Only document changes can carry the name of an annotation.
        annotations = isinstance(_at(edit, "changeAnnotationSupport"), dict) and document_changes
        refreshes = _at(capabilities, "workspace", "diagnostics", "refreshSupport") is True
        return cls(
            encoding=_encoding(_at(capabilities, "general", "positionEncodings")),
            # Who can ask, but not be told to ask again, would keep findings that are long gone.
            pulls=isinstance(pull, dict) and (refreshes or not isinstance(push, dict)),
            refreshes=refreshes,
            related_information=_either(pull, push, "relatedInformation"),
            code_description=_either(pull, push, "codeDescriptionSupport"),
            tags=frozenset(
                tag
                for side in (pull, push)
                for tag in _list(_at(side, "tagSupport", "valueSet"))
                if isinstance(tag, int)
            ),
            markdown="markdown"
            in _list(_at(capabilities, "textDocument", "hover", "contentFormat")),
            code_actions=isinstance(_at(action, "codeActionLiteralSupport"), dict),
            preferred=_at(action, "isPreferredSupport") is True,
            resolves_edits=_at(action, "dataSupport") is True
            and "edit" in _list(_at(action, "resolveSupport", "properties")),
            disabled_actions=_at(action, "disabledSupport") is True,
            annotations=annotations,
            hints=isinstance(_at(capabilities, "textDocument", "inlayHint"), dict),
            refreshes_hints=_at(capabilities, "workspace", "inlayHint", "refreshSupport") is True,
            lenses=isinstance(_at(capabilities, "textDocument", "codeLens"), dict),
            refreshes_lenses=_at(capabilities, "workspace", "codeLens", "refreshSupport") is True,
            shows_ideal_state=_at(capabilities, "experimental", "zddIdealState") is True,
            document_changes=document_changes,
            creates_files="create" in operations,
            watches_files=_at(
                capabilities, "workspace", "didChangeWatchedFiles", "dynamicRegistration"
            )
            is True,
            shows_progress=_at(capabilities, "window", "workDoneProgress") is True,
            prepares_renames=_at(rename, "prepareSupport") is True,
            confirms_renames=annotations and _at(rename, "honorsChangeAnnotations") is True,
            symbol_trees=_at(
                capabilities,
                "textDocument",
                "documentSymbol",
                "hierarchicalDocumentSymbolSupport",
            )
            is True,
            link_tooltips=_at(capabilities, "textDocument", "documentLink", "tooltipSupport")
            is True,
            definition_links=_at(capabilities, "textDocument", "definition", "linkSupport") is True,
            configuration=_at(capabilities, "workspace", "configuration") is True,
            tells_configuration=_at(
                capabilities, "workspace", "didChangeConfiguration", "dynamicRegistration"
            )
            is True,
            snippets=_at(item, "snippetSupport") is True,
            adjusts_indentation=_ADJUST in _list(_at(item, "insertTextModeSupport", "valueSet")),
            shares_range="editRange" in _list(_at(completion, "completionList", "itemDefaults")),
            completion_markdown="markdown" in _list(_at(item, "documentationFormat")),
            completion_tags=_DEPRECATED in _list(_at(item, "tagSupport", "valueSet")),
            resolves_documentation="documentation"
            in _list(_at(item, "resolveSupport", "properties")),
            label_details=_at(item, "labelDetailsSupport") is True,
        )


_ADJUST, _DEPRECATED = 2, 1
"""Numbers of the protocol: a mode of inserting, and a tag of a completion."""


def _at(value: object, *keys: str) -> object:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _either(pull: object, push: object, key: str) -> bool:
    """Clients describe what a diagnostic may hold on either side, whichever model they use."""
    return _at(pull, key) is True or _at(push, key) is True


def _encoding(names: object) -> Encoding:
    known = {encoding.value: encoding for encoding in Encoding}
    for name in _list(names):
        if isinstance(name, str) and name in known:
            return known[name]
    return Encoding.UTF16
