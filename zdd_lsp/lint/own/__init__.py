"""The rules about what is said to zdd-lsp itself: its comments and its settings.

They are like those of `zdd_lsp.rules`, but have to know what all the others found and which there
are, so they stand in this layer and run after them.
"""
