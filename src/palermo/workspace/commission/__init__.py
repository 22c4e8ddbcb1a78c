"""A commission's memory: what was asked, what was promised and by whom, what was done, and on what evidence.

Rules are plain functions over the models: `may` says who may do what, `rules` when a commitment's status may change, `saving` how
anything is written so that no writer loses another's work. Pages and the programming interface call these and hold no rule.
"""
