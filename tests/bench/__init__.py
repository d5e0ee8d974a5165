"""``./hall bench``: what the product reaches on this machine, each figure beside a bare loop of the same run."""
