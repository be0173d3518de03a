"""Partner lists: upload any spreadsheet, see what it means and would change, publish it."""

from joinedup.ui import list_plan, lists, upload

one = upload.current()
lists.heading(one)
if one is None:
    lists.choose_file()
elif one.step == 1:
    lists.check_columns(one)
elif one.step == 2:
    list_plan.see_plan(one)
else:
    list_plan.done(one)
