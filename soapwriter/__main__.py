"""The program: the command line, started with as little as it needs and without plugins."""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import ModuleType

# 128 and the number of SIGINT: `soapwriter.errors` has it too, but is not imported yet.
_INTERRUPTED = 130


@contextmanager
def _without_plugin_loader() -> Iterator[None]:
    """
    Replace pydantic's loader of plugins with an empty one, and take that away again at the end.

    Pydantic's own imports `importlib.metadata` even when plugins are disabled, which takes an eighth of the time of a
    short command. A version of pydantic without such a module never looks for it.
    """
    loader = ModuleType("pydantic.plugin._loader")
    vars(loader)["get_plugins"] = tuple
    sys.modules.setdefault(loader.__name__, loader)
    try:
        yield
    finally:
        if sys.modules.get(loader.__name__) is loader:
            del sys.modules[loader.__name__]


def run() -> None:
    """Run the command line on the arguments that the program was called with."""
    # A command is over before there is garbage worth collecting; linting many texts turns this on again.
    gc.disable()
    # A plugin of pydantic's would see every fact that is entered, and some send what they see over the network.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    try:
        with _without_plugin_loader():
            from soapwriter.cli import main

            main()
    except SystemExit as end:
        _leave(end.code if isinstance(end.code, int) else int(end.code is not None))
    except KeyboardInterrupt:
        # It came while the command line was imported, which alone knows how to end.
        _leave(_INTERRUPTED)


def _leave(status: int) -> None:
    """
    Exit without tearing down the modules one by one, which would take a fifth of the time of a short command.

    Everything is written by then; the command line itself has reported what could not be.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(status)


if __name__ == "__main__":
    run()
