"""The counters' devices as a process of their own, with twins on their ports."""
