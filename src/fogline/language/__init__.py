"""Pure text work: offset-keeping clean-up, layout, and the parsed document."""
