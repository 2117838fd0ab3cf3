-- where it is there after all, its next look says so
update lobstr_guarded_run set status = 'gone' where run = :#CamelLobstrRunId
