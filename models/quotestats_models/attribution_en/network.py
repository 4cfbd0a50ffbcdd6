"""The attribution network: MiniLM-L6 with, for every word piece, two pointers to its source and three tag heads.

Every piece scores every piece of its window as the first (last) piece of its source:
``query . key / sqrt(d) + key bias + distance bias``. Two more targets stand before the pieces: the reporter's own
voice, and attributed to nobody named. Needs torch and transformers (``pip install "quotestats[train]"``).
"""

import torch
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel

from quotestats.components.network_pieces import MARKS

NULLS = 2  # reporter's voice, nobody named
TAGS = 9  # outside, begin, inside of content, source and cue
_DISTANCES = 48
_LONGEST = 512


def distances(length: int) -> Tensor:
    """Return the bucket of the signed distance from each piece to each: exact up to 7, then logarithmic."""
    steps = torch.arange(length)[None, :] - torch.arange(length)[:, None]
    far = steps.abs().float()
    near = torch.where(far < 8, far, 8 + torch.log2(far.clamp(min=8) / 8) * 2.5)
    bucket = near.long().clamp(max=_DISTANCES // 2 - 1)
    return torch.where(steps < 0, bucket, bucket + _DISTANCES // 2)


class Pointer(nn.Module):
    """Score, for every piece, every piece as one end of its source, and the two nulls."""

    def __init__(self, hidden: int, width: int, dropout: float) -> None:
        super().__init__()
        self.query = _layer(hidden, width, dropout)
        self.key = _layer(hidden, width, dropout)
        self.bias = nn.Linear(width, 1)
        self.nulls = nn.Parameter(torch.randn(width, NULLS) * 0.5)
        self.null_bias = nn.Parameter(torch.zeros(NULLS))
        self.distance = nn.Parameter(torch.zeros(_DISTANCES))

    def forward(self, hidden: Tensor, buckets: Tensor, padding: Tensor) -> Tensor:
        """Return scores, batch x pieces x (2 nulls + pieces); ``padding`` is added to those of the pieces."""
        return self.scores(self.query(hidden), self.key(hidden), buckets, padding)

    def scores(self, query: Tensor, key: Tensor, buckets: Tensor, padding: Tensor | float = 0.0) -> Tensor:
        """Return the same from the queries and keys."""
        scale = key.shape[-1] ** 0.5
        pieces = query @ key.transpose(1, 2) / scale + self.bias(key).transpose(1, 2)
        nulls = query @ self.nulls / scale + self.null_bias
        return torch.cat([nulls, pieces + self.distance[buckets] + padding], -1)


class AttributionNetwork(nn.Module):
    """Piece ids, marks and padding mask to scores of source starts, source ends and tags."""

    def __init__(self, encoder: str, *, width: int = 256, dropout: float = 0.15, pretrained: bool = True) -> None:
        super().__init__()
        config = AutoConfig.from_pretrained(encoder, attention_probs_dropout_prob=0.0)
        if pretrained:
            self.encoder = AutoModel.from_pretrained(encoder, config=config, add_pooling_layer=False)
        else:
            self.encoder = AutoModel.from_config(config, add_pooling_layer=False)
        self._mark_pieces()
        hidden = config.hidden_size
        self.start = Pointer(hidden, width, dropout)
        self.end = Pointer(hidden, width, dropout)
        self.tags = nn.Linear(hidden, TAGS)
        self.register_buffer("buckets", distances(_LONGEST), persistent=False)

    def _mark_pieces(self) -> None:
        """Use the encoder's segment table for the marks, each at first the encoder's only segment."""
        old = self.encoder.embeddings.token_type_embeddings.weight.data
        table = nn.Embedding(MARKS, old.shape[1])
        table.weight.data.copy_(old[:1].expand_as(table.weight))
        self.encoder.embeddings.token_type_embeddings = table

    def forward(self, ids: Tensor, marks: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return start scores, end scores (batch x pieces x (2 + pieces)) and tag scores (batch x pieces x 9)."""
        hidden = self.encoder(input_ids=ids, token_type_ids=marks, attention_mask=mask).last_hidden_state
        padding = (1.0 - mask.float())[:, None, :] * -1e4
        buckets = self.buckets[: ids.shape[1], : ids.shape[1]]
        return self.start(hidden, buckets, padding), self.end(hidden, buckets, padding), self.tags(hidden)


def _layer(hidden: int, width: int, dropout: float) -> nn.Sequential:
    return nn.Sequential(nn.Linear(hidden, width), nn.GELU(), nn.Dropout(dropout))
