"""Run the experiment from a terminal: `python run.py`, or `python run.py --data real --annotations … --path
…`.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent
sys.path.insert(0, str(PROJECT / "src"))

import torch  # noqa: E402 - the path comes first

from pixtext.experiment import run  # noqa: E402
from pixtext.real import RealSettings, run_real  # noqa: E402


def main() -> None:
    """Print the figures, and leave them in `evidence/`."""
    parser = argparse.ArgumentParser(description="Train the captioner and score it.")
    parser.add_argument("--data", choices=("scenes", "real"), default="scenes")
    parser.add_argument("--annotations", type=Path, help="COCO or Karpathy JSON file (real)")
    parser.add_argument("--path", type=Path, help="folder with the pictures (real)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=10, help="passes over the real photographs")
    parser.add_argument("--limit", type=int, default=6000, help="most photographs to train on (real)")
    arguments = parser.parse_args()
    torch.set_num_threads(1 if arguments.data == "scenes" else torch.get_num_threads())
    evidence = PROJECT / "evidence"
    evidence.mkdir(exist_ok=True)
    if arguments.data == "real":
        if arguments.annotations is None or arguments.path is None:
            parser.error("--data real needs --annotations and --path")
        settings = RealSettings(seed=arguments.seed, epochs=arguments.epochs, limit=arguments.limit)
        figures = run_real(arguments.annotations, arguments.path, evidence / "real", settings)
    else:
        outcome = run(arguments.seed)
        figures = outcome.figures
        (evidence / "scores.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
        for split, scenes in outcome.scenes.items():
            pairs = zip(outcome.captions[split], scenes.captions, strict=True)
            wrong = [pair for pair in pairs if pair[0] != pair[1]][:5]
            for said, true in wrong:
                print(f"{split:12} said  {said}\n{'':12} true  {true}")
    for name, value in figures.items():
        print(f"{name:32} {value:.3f}")


if __name__ == "__main__":
    main()
