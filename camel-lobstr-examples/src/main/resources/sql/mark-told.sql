update lobstr_guarded_run set told = :#${exchangeProperty.tell}, told_at = now() where run = :#CamelLobstrRunId
