"""Who said which number? Quoted statistics from news articles."""

__version__ = "0.1.0"
