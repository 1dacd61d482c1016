"""How the service itself is: what works, when it did not, and whose deadline that was near."""
