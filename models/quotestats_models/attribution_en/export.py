"""Export weights for onnxruntime, eight bits each: ``python -m quotestats_models.attribution_en.export WEIGHTS.pt``.

The graph reads one window at a time, so no answer depends on its neighbours: eight-bit scales are taken from each
window, and would be shared in a batch. Layers that read the same input are one matrix (queries, keys and values of the
attention; the four of the pointers), which saves a seventh of the time; scores leave the graph as log probabilities.
"""

import argparse
import tempfile
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from torch import Tensor, nn
from torch.nn.functional import gelu, softmax

from quotestats.components.network_pieces import BREAK, MARKS, START
from quotestats_models.attribution_en.network import AttributionNetwork
from quotestats_models.attribution_en.train import ENCODER, HERE


class Window(nn.Module):
    """The network on one window without padding: piece ids and marks to log probabilities."""

    def __init__(self, network: AttributionNetwork) -> None:
        super().__init__()
        embeddings = network.encoder.embeddings
        self.words, self.segments = embeddings.word_embeddings, embeddings.token_type_embeddings
        self.places, self.norm = embeddings.position_embeddings, embeddings.LayerNorm
        self.layers = nn.ModuleList([_Layer(layer) for layer in network.encoder.encoder.layer])
        self.pointers = nn.ModuleList([network.start, network.end])
        first_layers = [layer[0] for pointer in self.pointers for layer in (pointer.query, pointer.key)]
        self.pointing = _side_by_side(first_layers)
        self.tags = network.tags
        self.register_buffer("buckets", network.buckets)
        self.register_buffer("positions", torch.arange(embeddings.position_embeddings.num_embeddings)[None])

    def forward(self, ids: Tensor, marks: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return log probabilities: starts and ends, pieces x (2 + pieces); tags, pieces x roles x (out, begin, in)."""
        length = ids.shape[1]
        hidden = self.words(ids) + self.segments(marks) + self.places(self.positions[:, :length])
        hidden = self.norm(hidden)
        for layer in self.layers:
            hidden = layer(hidden)
        widths = self.pointing.out_features // 4
        start_query, start_key, end_query, end_key = gelu(self.pointing(hidden)).split(widths, -1)
        buckets = self.buckets[:length, :length]
        starts = self.pointers[0].scores(start_query, start_key, buckets)
        ends = self.pointers[1].scores(end_query, end_key, buckets)
        tags = self.tags(hidden)[0].reshape(-1, 3, 3)
        return starts[0].log_softmax(-1), ends[0].log_softmax(-1), tags.log_softmax(-1)


class _Layer(nn.Module):
    """One layer of the encoder, its three projections as one."""

    def __init__(self, layer: Any) -> None:  # Any: transformers' BertLayer
        super().__init__()
        attention = layer.attention.self
        self.projections = _side_by_side([attention.query, attention.key, attention.value])
        self.heads, self.width = attention.num_attention_heads, attention.attention_head_size
        self.mix, self.mix_norm = layer.attention.output.dense, layer.attention.output.LayerNorm
        self.grow, self.shrink, self.norm = layer.intermediate.dense, layer.output.dense, layer.output.LayerNorm

    def forward(self, hidden: Tensor) -> Tensor:
        projected = self.projections(hidden).split(self.heads * self.width, -1)
        query, key, value = (p.view(*p.shape[:-1], self.heads, self.width).permute(0, 2, 1, 3) for p in projected)
        weights = softmax(query @ key.transpose(-1, -2) / self.width**0.5, -1)
        attended = (weights @ value).permute(0, 2, 1, 3).contiguous().flatten(-2)
        hidden = self.mix_norm(self.mix(attended) + hidden)
        return self.norm(self.shrink(gelu(self.grow(hidden))) + hidden)


def _side_by_side(layers: list[nn.Linear]) -> nn.Linear:
    joined = nn.Linear(layers[0].in_features, sum(layer.out_features for layer in layers))
    joined.weight.data = torch.cat([layer.weight.data for layer in layers])
    joined.bias.data = torch.cat([layer.bias.data for layer in layers])
    return joined


def main() -> None:
    """Write ``network.onnx`` beside this file, or where ``--out`` says."""
    parser = argparse.ArgumentParser(description="Export weights to ONNX with eight-bit weights.")
    parser.add_argument("weights", type=Path)
    parser.add_argument("--out", type=Path, default=HERE / "network.onnx")
    parser.add_argument("--float", action="store_true", help="keep 32-bit weights")
    options = parser.parse_args()
    network = AttributionNetwork(str(ENCODER), pretrained=False)
    network.load_state_dict(torch.load(options.weights, map_location="cpu"))
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = Path(folder) / "plain.onnx", Path(folder) / "fused.onnx"
        trace(Window(network).eval(), plain)
        fuse(plain, fused)
        if options.float:
            options.out.write_bytes(fused.read_bytes())
        else:
            quantise(fused, options.out)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB")


def trace(window: Window, out: Path) -> None:
    """Write the plain 32-bit graph."""
    ids = torch.randint(BREAK + 1, 2000, (1, 50))
    ids[0, 0] = START
    marks = torch.randint(0, MARKS, (1, 50))
    length = {1: "pieces"}
    scores = {0: "pieces", 1: "targets"}
    torch.onnx.export(
        window,
        (ids, marks),
        str(out),
        input_names=["ids", "marks"],
        output_names=["start", "end", "tags"],
        dynamic_axes={"ids": length, "marks": length, "start": scores, "end": scores, "tags": {0: "pieces"}},
        opset_version=17,
        dynamo=False,
    )


def fuse(plain: Path, out: Path) -> None:
    """Fuse normalisation and activations; attention stays as it is, its fused kernels are slower here."""
    options = FusionOptions("bert")
    options.enable_attention = False
    options.enable_embed_layer_norm = False
    options.enable_skip_layer_norm = False
    options.enable_bias_skip_layer_norm = False
    optimised = optimizer.optimize_model(str(plain), model_type="bert", optimization_options=options, opt_level=0)
    optimised.save_model_to_file(str(out))


def quantise(fused: Path, out: Path) -> None:
    """Write the graph with weights of eight bits a channel, seven used, which no instruction set saturates."""
    quantize_dynamic(
        fused,
        out,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )


if __name__ == "__main__":
    main()
