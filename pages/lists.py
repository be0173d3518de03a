"""Partner lists: upload any spreadsheet, see what it means and would change, publish it."""

from joinedup.ui import list_columns, list_plan, list_publish, lists, upload

one = upload.current()
lists.heading(one)
if one is None:
    lists.choose_file()
elif one.step == 1:
    list_columns.check_columns(one)
elif one.step == 2:
    list_plan.see_plan(one)
    list_publish.publish(one)
else:
    list_publish.done(one)
