SELECT 1 AS found FROM events
WHERE project_id = {p0:String} AND seq > {p1:UInt64} AND ts >= {p2:DateTime64(3, 'UTC')} AND ts < {p3:DateTime64(3, 'UTC')} LIMIT 1
