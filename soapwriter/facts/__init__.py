"""What the applicant says: the facts file, the record of attempts, dates, questions, and whom a text is for."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
