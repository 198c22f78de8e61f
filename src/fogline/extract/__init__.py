"""A report to mentions, statements and claims, as the words give them."""
