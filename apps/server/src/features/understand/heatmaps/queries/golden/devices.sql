SELECT device_type AS device, toUInt32(count()) AS views
FROM events
WHERE (project_id = {p0:String}) AND ((device_type != '' AND device_type = {p1:String})) AND ts >= {p2:DateTime64(3, 'UTC')} AND ts < {p3:DateTime64(3, 'UTC')} AND type = 'page' AND match(path, {p4:String})
GROUP BY device
ORDER BY views DESC, device
LIMIT 20
