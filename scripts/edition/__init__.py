"""The edition: corpus/ in, the pages and data of the site out.

Stages, in order: load, structure, check, render (pages, data, search), write.
"""
