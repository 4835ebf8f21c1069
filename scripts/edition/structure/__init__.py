"""Stage `structure`: from the text of a source to its divisions and passages.

The general rules are code, one concept a file; whatever is true of one
document only is a directive in corpus/documents/<key>.yml.
"""
