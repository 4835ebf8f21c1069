"""Checks: each takes values and gives findings."""
