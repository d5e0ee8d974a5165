"""Parts that several screens are made of. Each ``.kv`` beside a module holds its looks."""
