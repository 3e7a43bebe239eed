from __future__ import annotations

import os
import subprocess
import sys

import pytest

from zdd_lsp.lsp.process import liveness

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows has no harmless question")


def test_a_process_lives_until_it_ends() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        lives = liveness(child.pid)
        assert lives()
        child.communicate(b"\n")
        child.wait()

    assert not lives()


def test_the_parent_lives() -> None:
    assert liveness(os.getppid())()


@pytest.mark.parametrize("pid", [0, -1, 1, 1 << 80])
def test_what_is_no_process_to_ask_counts_as_alive(pid: int) -> None:
    assert liveness(pid)()
