"""What all tests share: hypothesis repeats itself, and a real broker for whoever asks."""

from hypothesis import settings

settings.register_profile("hall", derandomize=True, print_blob=True, deadline=None)
settings.load_profile("hall")
