"""Slippage sentences: drafting, editing and deciding."""

from __future__ import annotations
