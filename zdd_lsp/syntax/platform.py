"""ruamel.yaml's opinion on a platform file. Importing this module imports ruamel.yaml."""

from __future__ import annotations

import warnings
from io import StringIO
from typing import TYPE_CHECKING, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from zdd_lsp.syntax.pause import go_on

if TYPE_CHECKING:
    from collections.abc import Callable


class Refusal(NamedTuple):
    """Why ruamel.yaml cannot read a text, and the offset where it noticed."""

    offset: int
    message: str


class _Composer(Composer):
    """Composes nodes, and pauses before each of them."""

    pause: Callable[[], object] = staticmethod(go_on)

    def compose_node(self, parent: object, index: object) -> object:
        """Compose a node."""
        self.pause()
        return super().compose_node(parent, index)


def refusal(text: str, pause: Callable[[], object] = go_on) -> Refusal | None:
    """Compose ``text`` with ruamel.yaml; return None if that works.

    Args:
        text: The text. Whatever it is, nothing is raised.
        pause: Is called at each node. It breaks the parser off by raising what is no `Exception`.
    """
    # Its round-trip parser stumbles over comments in well-formed texts, and is slower.
    parser = YAML(typ="safe", pure=True)
    parser.allow_duplicate_keys = True
    parser.Composer = _Composer
    parser.composer.pause = pause
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an anchor may be used again
            parser.compose(StringIO(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = error.problem or error.context or "the text is not YAML"
        return Refusal(mark.index if mark is not None else 0, message)
    except YAMLError as error:
        # The reader's errors, for characters that YAML does not allow, carry a position only.
        return Refusal(getattr(error, "position", 0) or 0, str(error).splitlines()[0])
    except Exception:  # noqa: BLE001 - a failure of the parser's own is no verdict
        return None
    return None
