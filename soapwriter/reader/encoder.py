"""The encoder on ONNX Runtime: a text in, the raw answers of every head out, window by window where it is long."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from soapwriter.errors import SoapwriterError
from soapwriter.reader.card import FOLDER, load_card, verified
from soapwriter.reader.wordpiece import LINE_END, WordPiece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from soapwriter.reader.card import Card
    from soapwriter.reader.wordpiece import Pieces

# The heads that answer for each piece, and those that answer for the whole text.
OF_PIECES = ("tokens", "sentence", "tags", "states", "early")
OF_TEXT = ("ownership", "cause", "changes", "plan", "email", "clean", "kind", "present")
# The marks around the kind and the text: [CLS] kind [SEP] text [SEP].
_AROUND = 4
# So much of a window, of 1, is read again in the next one: a sentence needs its neighbours.
_SHARED = 0.25


class Encoded(NamedTuple):
    """
    The raw answers for one text.

    `places` are those of its pieces (characters, end exclusive). `pieces` has by head one row a piece, `text` by head
    one row a window, and `weights` how many pieces each window has of its own.
    """

    places: list[tuple[int, int]]
    pieces: dict[str, Any]
    text: dict[str, Any]
    weights: list[int]


class Encoder:
    """
    The shipped encoder.

    Each window is run by itself, in one thread and without padding: so the answers for a text never depend on what is
    read beside it, nor on the number of processors.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        """
        Load a model.

        Raises:
            BadReader: a file is missing, damaged or of another version.
            SoapwriterError: ONNX Runtime is not installed.
        """
        self.card = load_card(folder)
        self._pieces = WordPiece(verified(self.card, "vocab.txt", folder).decode("utf-8"))
        self._session = _session(self.card, folder)

    def encode(self, text: str, kind: str) -> Encoded:
        """Return the raw answers for a text; `kind` is the word for its kind that the model was trained with."""
        found = self._pieces.pieces(text)
        windows = list(_windows(text, found, self.card.window - _AROUND))
        answers = [self._run(found.ids[start:end], kind) for start, end in windows]
        kept = _kept(windows)
        return Encoded(
            found.places, _joined(answers, windows, kept), _stacked(answers), [end - start for start, end in kept]
        )

    def _run(self, ids: Sequence[int], kind: str) -> dict[str, Any]:
        """Return the answers for one window by head; those of pieces without the marks around."""
        import numpy as np

        marks = self._pieces
        lead = [marks.first, marks.word(kind), marks.between]
        whole = np.array([[*lead, *ids, marks.between]], dtype=np.int64)
        types = np.zeros_like(whole)
        types[0, len(lead) :] = 1
        given = {"ids": whole, "types": types, "mask": np.ones_like(whole)}
        found = dict(zip((*OF_PIECES, *OF_TEXT), self._session.run([*OF_PIECES, *OF_TEXT], given), strict=True))
        return {name: value[0, len(lead) : -1] if name in OF_PIECES else value[0] for name, value in found.items()}


@cache
def load_encoder(folder: Path = FOLDER) -> Encoder:
    """Return the encoder of a folder, loaded once."""
    return Encoder(folder)


def _session(card: Card, folder: Path) -> Any:
    content = verified(card, "reader.onnx", folder)
    try:
        import onnxruntime
    except ImportError as error:
        raise SoapwriterError("ONNX Runtime is missing: install 'onnxruntime'.") from error
    # Windows builds of any version log events; later builds for Linux send them, and are refused in pyproject.toml.
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # Kernels that sum in another order on another machine would move a probability across its threshold.
    options.use_deterministic_compute = True
    # The export has optimized the model already.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])


def _windows(text: str, found: Pieces, most: int) -> Iterator[tuple[int, int]]:
    """Yield windows of at most so many pieces that cover a text and share some; borders are line or sentence ends."""
    count, start = len(found.ids), 0
    borders = _borders(text, found) if count > most else []
    while count - start > most:
        end = _last(borders, start + most // 2, start + most)
        yield start, end
        start = _last(borders, max(start + 1, end - int(most * 2 * _SHARED)), end - int(most * _SHARED))
    yield start, count


def _borders(text: str, found: Pieces) -> list[int]:
    """Return the pieces that begin a line, or else follow a full stop."""
    ends = f"\n\r{LINE_END}.!?"
    return [at for at in range(1, len(found.places)) if text[found.places[at - 1][1] - 1] in ends]


def _last(borders: list[int], least: int, most: int) -> int:
    """Return the last border in a range, or its end where it has none."""
    return max((border for border in borders if least <= border <= most), default=most)


def _kept(windows: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return which pieces of each window are taken from it: what two share is halved, so that none is at an edge."""
    middles = [(one[1] + other[0]) // 2 for one, other in pairwise(windows)]
    return list(pairwise([windows[0][0], *middles, windows[-1][1]]))


def _joined(
    answers: Sequence[dict[str, Any]], windows: Sequence[tuple[int, int]], kept: Sequence[tuple[int, int]]
) -> dict[str, Any]:
    """Return the answers for each piece, each from the window that it is taken from."""
    import numpy as np

    return {
        name: np.concatenate(
            [
                answer[name][first - start : last - start]
                for answer, (start, _), (first, last) in zip(answers, windows, kept, strict=True)
            ]
        )
        for name in OF_PIECES
    }


def _stacked(answers: Sequence[dict[str, Any]]) -> dict[str, Any]:
    import numpy as np

    return {name: np.stack([answer[name] for answer in answers]) for name in OF_TEXT}
