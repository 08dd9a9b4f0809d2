SELECT name FROM system.tables
      WHERE database = currentDatabase() AND startsWith(name, {p0:String})
        AND toInt64OrZero(splitByChar('_', name)[3]) < {p1:Int64}
