"""What leaves: exports, public registers, documents as PDF and DOCX, and the exact summary of an activity."""

from consult.contract.plugin import Audience, Column, Export
from consult.contract.registers import OPEN_GOVERNMENT, Register
from consult.contract.reports import ReportSection
from consult.exports.formats import csv_chunks
from consult.exports.result_charts import question_chart, taking_part_charts
from consult.exports.summary import summarise
from consult.publishing.blocks import Block, FactList, Heading, Paragraph, PublishedDocument, Quotation, Table, Tracked
from consult.publishing.docx import DOCX, make_docx
from consult.publishing.page import make_html
from consult.publishing.pdf import make_pdf
from consult.registers.written import FORMATS, write_register

__all__ = [
    "DOCX",
    "FORMATS",
    "OPEN_GOVERNMENT",
    "Audience",
    "Block",
    "Column",
    "Export",
    "FactList",
    "Heading",
    "Paragraph",
    "PublishedDocument",
    "Quotation",
    "Register",
    "ReportSection",
    "Table",
    "Tracked",
    "csv_chunks",
    "make_docx",
    "make_html",
    "make_pdf",
    "question_chart",
    "summarise",
    "taking_part_charts",
    "write_register",
]
