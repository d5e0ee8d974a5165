"""``./hall demo``: a whole hall on simulated devices, of real processes; ``--check`` lives one visit unattended."""
