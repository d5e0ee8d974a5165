"""Speech: how calls are worded, clips joined to one sound, and the frames of speech modules."""
