# ruff: noqa: INP001 - a program beside its libraries, no package
"""Start the server that lies beside this program, with the libraries that came with it.

The extension runs it isolated (``python -I -S``), so that `sys.path` holds Python's own library
and nothing else: no environment, no user's packages, no current folder.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "libs"))

from zdd_lsp.__main__ import main

sys.exit(main())
