"""The language of programs, as tables: what the guard lets through, and why it refuses the rest.

To widen it, add to a table here; a construct that needs more than "its parts are allowed" also gets a rule in the
guard. Before adding a name, ask what it does with files, code, memory, text that names things, and the interpreter.
"""
