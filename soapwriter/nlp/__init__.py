"""The spaCy pipeline: tokens, sentences, negation, quotations, phrase matching, and the spelling library."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
