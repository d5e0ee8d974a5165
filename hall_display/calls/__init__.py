"""The public call screen: who is asked to which counter."""
