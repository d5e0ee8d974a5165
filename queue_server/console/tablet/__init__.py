"""The evaluator on a tablet at a counter: a page that this hall's own address opens, and a device like any other."""
