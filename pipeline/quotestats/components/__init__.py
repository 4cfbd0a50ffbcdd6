"""spaCy pipes: thin layers over the pure floors."""
