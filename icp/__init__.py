"""Sweetspot's logic: from customers and orders to an Ideal Customer Profile.

Nothing in here knows the screen, the clock or the environment.
"""

__version__ = "0.1.0"
