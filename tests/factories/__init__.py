"""Factories: each makes the least that a test needs, by the operations a person would use."""
