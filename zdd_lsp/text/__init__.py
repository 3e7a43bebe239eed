"""Offsets, spans, lines and encodings: everything that counts characters.

Inside the program a place in a text is an offset in code points. Lines and client units exist
only at the edges, and the conversions between them live here.
"""
