"""`todoauth doctor`: looks at a whole deployment, and tells what is wrong with it and what to do."""
