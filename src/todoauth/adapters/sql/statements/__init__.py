"""Every statement that is ever run, by resource, for all databases alike.

A bound value carries the name of its column, or a name of its own where it is compared with another.
"""
