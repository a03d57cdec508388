"""A demonstration: the real story of one council and live facial recognition, with made-up people around it."""

from consult.demo.builder import build
from consult.demo.settings import SETTINGS

__all__ = ["SETTINGS", "build"]
