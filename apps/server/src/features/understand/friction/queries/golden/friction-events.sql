SELECT event, type, toUInt32(count()) AS events FROM events
WHERE project_id = {p0:String} AND ts >= {p1:DateTime64(3, 'UTC')} AND ts < {p2:DateTime64(3, 'UTC')}
GROUP BY event, type ORDER BY events DESC, event LIMIT 2000
