"""Draft and lint the writing of SOAP week; importing this costs nothing until a name is used."""

import lazy_loader

__version__ = "0.1.0"

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
