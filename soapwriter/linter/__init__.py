"""Rules, the linter that applies them, suppressions, baselines and fixes."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
