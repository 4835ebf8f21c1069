"""The benchmark of the search: ours, those of other static sites and a plain scan, on the same pages in one browser.

Run by `./scripts/bench search`. Nothing here is part of the site or of its build.
"""
