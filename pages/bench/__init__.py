"""Times the screens on a real server, against pages of the same element kinds with the smallest content (the floor)."""
