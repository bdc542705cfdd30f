"""The program: the command line, started as lightly and as privately as can be."""

import gc
import os


def run() -> None:
    """Run the command line on the arguments that the program was called with."""
    # A command is over before there is rubbish worth collecting; linting many texts turns this on again.
    gc.disable()
    # A plugin of pydantic's would see every fact that is entered, and some send what they see over the network.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"

    from soapwriter.cli import main

    main()


if __name__ == "__main__":
    run()
