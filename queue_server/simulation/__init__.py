"""A simulated day of the hall: made-up visitors and clerks, the real core, a clock moved by hand."""
