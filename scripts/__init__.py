"""Builders of what the repository carries: data, pictures."""
