"""What is kept of an analysis, small enough to keep for every article."""
