"""Money and works of the programme: sources, projects, contributions, counterpart, debt."""
