"""What stands on printed paper: its fields, and the layouts that a hall may edit."""
