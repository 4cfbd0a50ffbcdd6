"""The trained networks that quotestats ships, one folder each: weights, card, configuration, training script."""
