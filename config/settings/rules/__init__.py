"""The shape of the rules in the plan's files, each subject in its own file."""
