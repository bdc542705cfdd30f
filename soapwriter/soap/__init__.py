"""What SOAP allows at a time: clock, contact, permission, steps, eligibility, and where to apply."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
