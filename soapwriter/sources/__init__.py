"""Bytes in, documents out: what was asked to be read, and why some of it could not be."""

from soapwriter.sources.batch import STANDARD_INPUT, Batch, read
from soapwriter.sources.plain import Encoding

__all__ = ["STANDARD_INPUT", "Batch", "Encoding", "read"]
