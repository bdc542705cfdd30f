"""The program: the command line, started as lightly and as privately as can be."""

import gc
import os
import sys
from contextlib import suppress
from types import ModuleType


def _without_plugin_loader() -> None:
    """
    Put an empty loader of plugins in the place of pydantic's, which would search every package even when told not to.

    Where a version of pydantic has no such module, nothing happens.
    """
    loader = ModuleType("pydantic.plugin._loader")
    vars(loader)["get_plugins"] = tuple
    sys.modules.setdefault(loader.__name__, loader)


def run() -> None:
    """Run the command line on the arguments that the program was called with."""
    # A command is over before there is rubbish worth collecting; linting many texts turns this on again.
    gc.disable()
    # A plugin of pydantic's would see every fact that is entered, and some send what they see over the network.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    _without_plugin_loader()

    from soapwriter.cli import main

    try:
        main()
    except SystemExit as end:
        _leave(end.code if isinstance(end.code, int) else int(end.code is not None))


def _leave(status: int) -> None:
    """
    End the process without taking down its modules one by one, which would take a fifth of the time of a short command.

    Everything is written by then: what cannot be was said by the command line itself.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(status)


if __name__ == "__main__":
    run()
