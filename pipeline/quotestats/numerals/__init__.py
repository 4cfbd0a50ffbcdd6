"""Numerals to values: ``"29,000"``, ``"2bn"``, ``"half a million"``. Pure functions of text."""
