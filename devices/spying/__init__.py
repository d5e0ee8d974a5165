"""``./hall devices --spy NAME``: a technician listens to one device, without stopping the program that drives it."""
