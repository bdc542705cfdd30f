"""From facts to text: the kinds of draft, their sentences and their layout."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
