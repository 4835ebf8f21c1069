"""Checking quotations: which passage a quotation is from, whether it is exact, where it differs.

docs/assets/quote-check/ holds the twins of `approximate`, `diff`, `match` and
`pieces`; both are held to tests/cases/quotations.json.
"""
