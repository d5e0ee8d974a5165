"""The tests: mirrors of the rooms, contracts of the real parts, whole halls."""
