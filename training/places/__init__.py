"""Trains what tells the places of deeds: ``models/places.npz``."""
