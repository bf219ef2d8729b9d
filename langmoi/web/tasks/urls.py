"""Addresses of tasks that documents give."""

from django.urls import path

from langmoi.web.tasks.board_page import tasks
from langmoi.web.tasks.bulk import confirm_several
from langmoi.web.tasks.finding import paper
from langmoi.web.tasks.page import task
from langmoi.web.tasks.rates_page import task_rates
from langmoi.web.tasks.steps import take_step

urlpatterns = [
    path("", tasks, name="tasks"),
    path("cach-tinh/", task_rates, name="task_rates"),
    path("xac-nhan/", confirm_several, name="confirm_tasks"),
    path("<int:pk>/", task, name="task"),
    path("<int:pk>/<slug:step>/", take_step, name="task_step"),
    path("van-ban-ket-qua/<int:pk>/", paper, name="task_paper"),
]
