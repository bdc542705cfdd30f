"""A kit: every document that the facts call for, in one folder, with an index of what is ready."""
