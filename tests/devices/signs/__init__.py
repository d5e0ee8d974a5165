"""Signs over counters: frames, drivers with their twins, and the way from a picture to the bytes."""
