"""What people keep: their own actors, units and cues, what they said of single rows, and other tools' files."""

from quotestats.annotations.folder import Annotations, read

__all__ = ["Annotations", "read"]
