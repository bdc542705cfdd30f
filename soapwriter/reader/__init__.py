"""The trained reader: what a text says and how, by one small encoder, as probabilities with places in characters."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
