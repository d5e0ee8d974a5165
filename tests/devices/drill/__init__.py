"""The fault drill: every switch of every twin, one after the other, in a busy hour."""
