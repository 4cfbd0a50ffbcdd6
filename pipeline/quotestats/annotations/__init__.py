"""Annotation files that a person keeps."""
