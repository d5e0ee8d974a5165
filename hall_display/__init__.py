"""The hall's public screens: calls for everybody, one screen over each counter, the wall for those who steer."""
