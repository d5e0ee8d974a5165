"""The page of one visit for the visitor's phone, found by an address that only this hall can make."""
