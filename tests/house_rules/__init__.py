"""The house rules of the project as tests over the source.

Each rule is a pure function from source text to a list of breaches; beside it stands a test that plants a breach and
expects it to be found. A breach reads `path:line: what is wrong (what to do instead)`.
"""
