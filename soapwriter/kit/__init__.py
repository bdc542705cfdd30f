"""A kit: every document that the facts call for, in one folder, with an index of what is ready."""

# What the kit's own two files are called; a folder that has the first is a kit.
STATE = ".soapwriter.json"
INDEX = "index.md"
