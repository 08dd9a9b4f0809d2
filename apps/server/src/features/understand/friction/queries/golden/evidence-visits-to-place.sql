SELECT uniqExact(if(session_id = '', toString(person_key), session_id)) AS visits FROM events
WHERE (project_id = {p0:String}) AND (ts >= {p1:DateTime64(3, 'UTC')} AND ts < {p2:DateTime64(3, 'UTC')}) AND (nullIf(toString(device_type), '') = {p3:String}) AND (match(path, {p4:String}))
