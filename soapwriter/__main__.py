"""Run the command line as `python -m soapwriter`."""

from soapwriter.cli import main

if __name__ == "__main__":
    main()
