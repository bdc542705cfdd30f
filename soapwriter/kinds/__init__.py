"""Kinds of document: one folder under `templates/` each, its limits, and the sentences that are the template's own."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
