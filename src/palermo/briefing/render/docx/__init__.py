"""The brief as a Word file that an editor can go on working on: real headings, lists and footnotes, and contents as a field.

What stands where, for whoever reads it by machine: every claim is one paragraph that ends in the mark of its footnote; a line of an ask
begins with its label, a colon and a tab. The treaties are a table, whose cells read together, row by row, are the claims. Header and footer repeat the head of the paper. The paper's own data is the part `carried.DOCX_PART`.
"""

from palermo.briefing.brief import Brief
from palermo.extras import need


def docx(paper: Brief, size: str = "a4") -> bytes:
    """The whole brief as a Word file (.docx) on paper of size `a4` or `letter`. The same brief gives the same bytes.

    UserError without the extra `papers`, and for another size of paper.
    """
    need("papers", "A Word file")
    from palermo.briefing.render.docx.paper import written

    return written(paper, size)
