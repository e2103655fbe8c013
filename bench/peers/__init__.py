"""What people would use otherwise, each as its own documentation has it, on the same tables and with the same JSON.

They keep no sessions: a token of theirs is good until it expires, whatever has become of the log-in behind it. They
have no limits, and no door. Where something of theirs makes them faster at no cost, they have it: uvloop and httptools,
no access log, pools as large as they use.
"""
