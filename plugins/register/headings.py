"""The headings under which the police publish each figure, in the layouts of 2020 to 2022 and since 2023."""

HEADINGS: dict[str, tuple[str, ...]] = {
    "date": ("deployment date",),
    "location": ("deployment location", "deployment"),
    "duration_as_published": ("duration",),
    "purpose_or_use_case": ("purpose reference", "purpose references", "lfr use case", "use case"),
    "watchlist_size": ("watchlist size",),
    "threshold": ("min threshold setting", "minimum threshold setting", "threshold setting"),
    "total_alerts": ("total alerts",),
    "true_alerts": ("true alerts",),
    "true_alerts_confirmed": ("true alerts confirmed",),
    "true_alerts_unconfirmed": ("true alerts unconfirmed",),
    "true_alert_engagements": ("true alert engagements",),
    "false_alerts": ("false alerts",),
    "false_alerts_confirmed": ("false alerts confirmed",),
    "false_alerts_unconfirmed": ("false alerts unconfirmed",),
    "false_alert_engagements": ("false alert engagements",),
    "false_alert_rate_pct_published": ("false alert rate",),
    "arrests": ("arrest", "arrests/disposals", "engagement outcomes: arrest"),
    "other_disposal": ("other (disposal)", "other disposal", "engagement outcomes: other (disposal)"),
    "no_action": ("no action", "engagement outcomes: no action"),
    "faces_seen_estimate": ("faces seen", "faces seen (estimate)"),
}
