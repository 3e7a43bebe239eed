"""The language server: the one package that knows the Language Server Protocol.

`start` is its door, `server` lists the features, `session` holds what changes between messages,
`feed` brings the findings to the client, `convert` translates, and `stdio` moves messages in and
out.
"""
