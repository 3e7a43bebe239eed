"""The language server: its features, each a conversion in, a question and a conversion out."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, default_converter

from zdd_lsp import __version__, lint
from zdd_lsp.ide.actions import actions
from zdd_lsp.ide.hover import hover as hover_at
from zdd_lsp.lsp import convert, uris
from zdd_lsp.lsp.client import Client
from zdd_lsp.lsp.feed import Feed
from zdd_lsp.lsp.process import liveness
from zdd_lsp.lsp.session import WATCHED, Session
from zdd_lsp.lsp.stdio import Input, take_output

if TYPE_CHECKING:
    from collections.abc import Callable

