SELECT uniqCombined(12)(person_key) AS units FROM events
        WHERE project_id = {p0:String} AND ts >= {p1:DateTime64(3, 'UTC')} AND ts < {p2:DateTime64(3, 'UTC')} AND event = {p3:String} AND exposed_experiment = {p4:String}
