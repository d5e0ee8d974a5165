"""Where devices are plugged in: serial lines, TCP ports, PC/SC slots, each with bounded reads and one named fault."""
