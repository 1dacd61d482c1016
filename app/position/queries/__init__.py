"""What pages read of where everything stands on a day, by subject."""
