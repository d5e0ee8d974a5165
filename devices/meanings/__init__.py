"""What goes over each make's wire, in words, for a technician who listens. Nothing personal comes out of here."""
