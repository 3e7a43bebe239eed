"""What `app/etc/config.php` says about static content: scopes, modules, themes and locales."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.project.php import UNKNOWN, PhpArray, PhpFile, is_truthy, read_php

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zdd_lsp.project.php import PhpEntry
    from zdd_lsp.text.span import Span

_SCOPES = ("scopes/websites", "scopes/stores")


class Theme(NamedTuple):
    """A theme of the section ``themes``.

    Attributes:
        path: Vendor and name, such as ``Magento/luma``.
        area: ``frontend`` or ``adminhtml``; empty if the file does not say.
        span: The entry's key.
    """

    path: str
    area: str
    span: Span


class ConfigPhp(NamedTuple):
    """The facts of the file; None stands for what only running it would tell.

    Attributes:
        file: The file as it was read.
        has_scopes: Whether it describes websites or stores. ece-tools 2002.1.17,
            Build/ConfigFileStructure: some leaf is true to PHP whose path of keys, joined by
            slashes, begins with the text ``scopes/websites`` or ``scopes/stores``.
        scopes_span: The key ``scopes``, if there is one.
        has_modules: Whether it has the key ``modules``, whatever its value (Build/ModulesExists).
        modules_span: That key.
        themes: The themes, in the order of the file.
        locales: Every locale that static content is built for according to the file, with the
            place of its first mention: ``general/locale/code`` anywhere below ``system``, and
            ``admin_user/locale/code``.
        store_locales: Those of them that stores use.
        has_store_settings: Whether it has the settings of single websites or stores, and with
            them their locales.
    """

    file: PhpFile
    has_scopes: bool | None
    scopes_span: Span | None
    has_modules: bool | None
    modules_span: Span | None
    themes: tuple[Theme, ...]
    locales: dict[str, Span]
    store_locales: dict[str, Span]
    has_store_settings: bool

    def module(self, name: str) -> bool | None:
        """Tell whether the file enables a module; None if only running it would tell."""
        if not self.has_modules or self.file.value is None:
            return self.has_modules
        section = self.file.value.get("modules")
        value = section.value if section is not None else None
        if not isinstance(value, PhpArray):
            return None if value is UNKNOWN else False
        entry = value.get(name)
        if entry is not None:
            return is_truthy(entry.value)
        return False if value.is_complete else None


def read_config_php(text: str) -> ConfigPhp:
    """Read the text of `app/etc/config.php`. A file that exists but returns no array is empty."""
    file = read_php(text)
    root = file.value
    if root is None:
        unknown = None if file.is_array is None else False
        return ConfigPhp(file, unknown, None, unknown, None, (), {}, {}, has_store_settings=False)
    scopes, modules = root.get("scopes"), root.get("modules")
    return ConfigPhp(
        file,
        has_scopes=_has_scopes(root),
        scopes_span=scopes.key_span if scopes else None,
        has_modules=modules is not None or (False if root.is_complete else None),
        modules_span=modules.key_span if modules else None,
        themes=tuple(_themes(root)),
        locales=_places([*_store_codes(root), _at(root, "admin_user", "locale", "code")]),
        store_locales=_places(_store_codes(root)),
        has_store_settings=any(_at(root, "system", each) for each in ("websites", "stores")),
    )


def _has_scopes(root: PhpArray) -> bool | None:
    found = [_has_leaf(root, target) for target in _SCOPES]
    return True if True in found else None if None in found else False


def _has_leaf(array: PhpArray, target: str, prefix: str = "") -> bool | None:
    """Tell whether the path of some true leaf begins with ``target``.

    Args:
        array: The array to look through. The reader bounds its depth.
        target: The beginning to look for.
        prefix: The path of the array with a slash at its end; ``target`` itself once that is
            reached, so that long keys are not copied again at every level.
    """
    result: bool | None = False
    for entry in array:
        value = entry.value
        path = prefix if entry.key is UNKNOWN else f"{prefix}{entry.key}"
        if path.startswith(target):
            nested = target
        elif target.startswith(path + "/"):
            nested = path + "/"
        elif entry.key is UNKNOWN:
            # Any key could stand here, among them one that leads to the target.
            nested = ""
        else:
            continue
        if not nested:
            found = None if is_truthy(value) is not False else False
        elif isinstance(value, PhpArray):
            found = _has_leaf(value, target, nested)
        elif nested == target:
            found = is_truthy(value)
        else:
            found = None if value is UNKNOWN else False
        if found:
            return True
        if found is None:
            result = None
    return result


def _themes(root: PhpArray) -> list[Theme]:
    themes = []
    for key, entry in _strings_to_arrays(root, "themes"):
        # Either the key or the entry names the area, depending on the version of Commerce.
        area, _, rest = key.partition("/") if key.count("/") > 1 else ("", "", key)
        path = _text(entry, "theme_path") or rest
        span = entry.key_span or entry.value_span
        themes.append(Theme(path, _text(entry, "area") or area, span))
    return themes


def _strings_to_arrays(root: PhpArray, name: str) -> list[tuple[str, PhpEntry]]:
    section = root.get(name)
    if section is None or not isinstance(section.value, PhpArray):
        return []
    return [
        (entry.key, entry)
        for entry in section.value
        if isinstance(entry.key, str) and isinstance(entry.value, PhpArray)
    ]


def _text(entry: PhpEntry, key: str) -> str:
    found = entry.value.get(key) if isinstance(entry.value, PhpArray) else None
    return found.value if found and isinstance(found.value, str) else ""


def _store_codes(root: PhpArray) -> list[PhpEntry | None]:
    codes: list[PhpEntry | None] = []
    system = root.get("system")
    pending = [system.value] if system is not None else []
    while pending:
        array = pending.pop()
        if isinstance(array, PhpArray):
            codes.append(_at(array, "general", "locale", "code"))
            pending += reversed([entry.value for entry in array])
    return codes


def _places(codes: Iterable[PhpEntry | None]) -> dict[str, Span]:
    locales: dict[str, Span] = {}
    for code in codes:
        if code is not None:
            for entry in code.value if isinstance(code.value, PhpArray) else (code,):
                if isinstance(entry.value, str) and entry.value:
                    locales.setdefault(entry.value, entry.value_span)
    return locales


def _at(array: PhpArray, *keys: str) -> PhpEntry | None:
    entry: PhpEntry | None = None
    value: object = array
    for key in keys:
        entry = value.get(key) if isinstance(value, PhpArray) else None
        value = entry.value if entry else None
    return entry
