"""Stage `render`: values in, text of pages out."""
