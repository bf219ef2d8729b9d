"""Reading a directive: what it is, and what it asks of whom by when. Rules and grammar, no model.

No Django and no database here; `read.read_directive` is the way in (docs/decisions/0021).
"""
