"""The shipped attribution network: its files, and one window of pieces in, log probabilities out."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from quotestats.components.network_pieces import START, Encoder, Pieces
from quotestats.errors import ModelError

Floats = NDArray[np.float32]
PACKAGE = "quotestats_models.attribution_en"
NULLS = 2  # the first two targets: the reporter's own voice, attributed to nobody named
REPORTER, NOBODY = 0, 1


@dataclass(frozen=True, slots=True)
class Window:
    """What the network says of the pieces ``start:end`` of a text, as log probabilities.

    ``firsts`` and ``lasts``: for each piece, each target as first and last piece of its source; the targets are the
    two nulls, then the pieces of the window. ``tags``: pieces x (content, source, cue) x (outside, begin, inside).
    """

    start: int
    end: int
    firsts: Floats
    lasts: Floats
    tags: Floats


Reader = Callable[[Pieces, int, int], Window]


def settings() -> dict[str, Any]:
    """Return the settings shipped beside the weights; Any: TOML values."""
    return tomllib.loads(_file("config.toml").decode("utf-8"))


def load_encoder() -> Encoder:
    """Return the shipped vocabulary's tokenizer, never cutting or padding."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(_file("tokenizer.json").decode("utf-8"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return cast(Encoder, tokenizer)


def load_reader() -> Reader:
    """Return the function that reads one window with the shipped weights, on one thread.

    One window at a time, since the eight-bit scales are taken from what is read together: so no answer depends on the
    batch, the worker or the neighbouring articles.

    Raises ModelError when they cannot be loaded, for want of memory for one.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(_file("network.onnx"), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the errors of the library have no base of their own
        raise ModelError(
            f"the network cannot be loaded ({error}): reinstall quotestats, or give it more memory"
        ) from error

    def read(pieces: Pieces, start: int, end: int) -> Window:
        ids = np.concatenate(([START], pieces.ids[start:end]))[None]
        marks = np.concatenate(([0], pieces.marks[start:end]))[None]
        firsts, lasts, tags = cast(list[Floats], session.run(None, {"ids": ids, "marks": marks}))
        return Window(start, end, _pieces_only(firsts), _pieces_only(lasts), tags[1:])

    return read


def _pieces_only(scores: Floats) -> Floats:
    """Drop the row and the target of the [CLS] before the window."""
    return np.concatenate((scores[1:, :NULLS], scores[1:, NULLS + 1 :]), axis=1)


def _file(name: str) -> bytes:
    try:
        return resources.files(PACKAGE).joinpath(name).read_bytes()
    except (FileNotFoundError, ModuleNotFoundError) as error:
        raise ModelError(f"no {name} in {PACKAGE}: reinstall quotestats, or use --attribution rules") from error
