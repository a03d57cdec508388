"""Data that leaves: exports, public registers, and the exact summary of an activity with its charts."""

from consult.contract.plugin import Audience, Column, Export
from consult.contract.registers import OPEN_GOVERNMENT, Register
from consult.exports.result_charts import question_chart, taking_part_charts
from consult.exports.summary import summarise
from consult.registers.written import FORMATS, write_register

__all__ = [
    "FORMATS",
    "OPEN_GOVERNMENT",
    "Audience",
    "Column",
    "Export",
    "Register",
    "question_chart",
    "summarise",
    "taking_part_charts",
    "write_register",
]
