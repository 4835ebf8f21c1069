"""Citations: of a document, and of exactly one passage of it, in the styles and formats scholars use."""
