"""The program: the command line, started as lightly and as privately as can be."""

import gc
import os
import sys
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

    main()


if __name__ == "__main__":
    run()
