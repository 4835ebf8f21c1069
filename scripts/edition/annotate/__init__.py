"""Annotation: names, dates and editorial notes laid over the passages."""
