"""The shipped attribution network for English: weights, vocabulary, settings; README.md is its card."""
