"""``./hall demo``: a whole hall on simulated devices, of real processes; ``--check`` lives four visits unattended."""
