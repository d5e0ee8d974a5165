"""The pure core. Commands in, facts or a refusal out; time, ids and chance are arguments."""
