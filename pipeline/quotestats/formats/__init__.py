"""Readers of input formats and writers of the tables."""
