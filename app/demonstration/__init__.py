"""The demonstration: the Kincardine & Mearns plan and three commissions, told in our own words.

Everything is made by the operations that people use, on the days on which it happened. The
companies and people are invented; the plan's facts, dates and figures are those published.
"""
