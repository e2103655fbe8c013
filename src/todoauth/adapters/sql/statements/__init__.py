"""Every statement that is ever run, by resource, for all databases alike.

A bound value carries the name of its column, or a name of its own where it is compared with another.

What is removed in batches is found first and then removed row by row: of `DELETE … WHERE id IN (SELECT … LIMIT …)`
MariaDB and MySQL know the refusal only, or read the whole table.
"""
