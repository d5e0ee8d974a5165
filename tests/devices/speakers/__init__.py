"""Speakers: how calls are worded, the frames of speech modules, and every make against its twin."""
