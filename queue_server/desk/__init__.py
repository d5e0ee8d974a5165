"""The loop between wire, core and journal: take requests, decide, append, apply, announce. One thread decides."""
