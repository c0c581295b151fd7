import numpy as np


def remission(durations, observed):
    """Product-limit estimate of the share of patients still in remission, with right-censored follow-up.

    durations: days, observed: False where the patient left the study before a relapse.
    Returns times and survival at these.
    """
    ...
