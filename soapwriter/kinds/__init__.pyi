from .kind import TEMPLATE as TEMPLATE
from .kind import Asked as Asked
from .kind import Kind as Kind
from .kind import Limits as Limits
from .kind import find_kind as find_kind
from .kind import kinds as kinds
from .template_sentences import Line as Line
from .template_sentences import ours as ours
