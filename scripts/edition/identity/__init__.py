"""Identity: which id a passage has, for good."""
