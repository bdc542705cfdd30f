"""What leaves the program: export, kit, e-mail and Word files."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
