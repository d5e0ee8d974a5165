"""For whoever has something here already: a code is typed or scanned, a card tells what there is."""
