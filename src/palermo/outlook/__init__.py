"""OUTLOOK: the chances of each placement in the next edition, the baselines beside them, and the test against the past.

Our estimate and not the Department's: the placement is the Secretary of State's judgment.
"""
