"""What evaluators and call pads on one sort of port share: only what a key means differs between them."""
