"""Everything that is ever asked of a database, by name and by resource. `statements` says what each name means.

Names alone: who asks needs nothing that statements are built with.
"""
