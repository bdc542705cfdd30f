"""
Draft and lint the writing of SOAP week, from Python.

    >>> from soapwriter import draft, lint, load_facts
    >>> facts = load_facts("samples/facts.toml")
    >>> report = lint(draft("failure", facts).text, kind="failure", facts=facts)
    >>> [finding.rule for finding in report.findings]
    []

`lint` returns a `Report` of one text, `read` the `Context` that the rules see of it, `draft` a `Draft` from `Facts`,
and `load_facts` the facts of a TOML file. `Linter` compiles the rules once for many texts. What a person can fix is
raised as a `SoapwriterError`. Importing this costs nothing until a name is used. The modules inside are private.
"""

import lazy_loader

__version__ = "0.1.0"

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
__all__ += ["__version__"]
