"""The form that narrows the list of a register, made from its declaration."""

from datetime import date

from consult.contract.registers import Register
from consult.kernel.messages import lazy_gettext as _l
from consult.registers.queries import Asked
from consult.web.forms import DateField, Length, QueryForm, SelectField, StringField, choice

DAYS = frozenset({"date", "moment"})


class FilterForm(QueryForm):
    """How a list is narrowed; the fields are those of one register."""

    def asked(self, register: Register) -> Asked:
        """Return what was asked for; what is not valid is left out."""
        equal: dict[str, str] = {}
        words: dict[str, str] = {}
        days: dict[str, dict[str, date]] = {"from": {}, "to": {}}
        for column in register.columns:
            if column.name not in register.filters:
                continue
            if column.kind in DAYS:
                for end, found in days.items():
                    field = self[f"{column.name}_{end}"]
                    if field.data is not None and not field.errors:
                        found[column.name] = field.data
                continue
            field = self[column.name]
            if field.data and not field.errors:
                (equal if column.values else words)[column.name] = str(field.data)
        return Asked(equal, words, days["from"], days["to"])


def filter_form(register: Register) -> FilterForm:
    """Return the form for the filters of a register, as the address fills it, checked."""
    fields: dict[str, object] = {}
    for column in register.columns:
        if column.name not in register.filters:
            continue
        if column.values:
            options = [choice("", _l("All")), *(choice(code, words) for code, words in column.values.items())]
            fields[column.name] = SelectField(column.label, choices=options)
        elif column.kind in DAYS:
            fields[f"{column.name}_from"] = DateField(_l("%(label)s: from", label=column.label))
            fields[f"{column.name}_to"] = DateField(_l("%(label)s: to", label=column.label))
        else:
            fields[column.name] = StringField(_l("%(label)s contains", label=column.label), [Length(max=100)])
    form: FilterForm = type("RegisterFilterForm", (FilterForm,), fields)()
    form.validate()
    return form
