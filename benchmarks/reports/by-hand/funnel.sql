-- Each person's deepest attempt within seven days, earliest first, by chains from the last step to the first.
SELECT [countIf(level >= 1), countIf(level >= 2), countIf(level >= 3), countIf(level >= 4)] AS counts,
  [avgIf(attempt.2 - attempt.1, level >= 2), avgIf(attempt.3 - attempt.2, level >= 3), avgIf(attempt.4 - attempt.3, level >= 4)] AS averages,
  [quantileExactInclusiveIf(0.5)(attempt.2 - attempt.1, level >= 2), quantileExactInclusiveIf(0.5)(attempt.3 - attempt.2, level >= 3), quantileExactInclusiveIf(0.5)(attempt.4 - attempt.3, level >= 4)] AS medians
FROM (
  SELECT
    arrayReverseFill(chain -> chain != 0, arrayMap(token -> if(token % 8 = 4, intDiv(token, 8), 0), tokens)) AS fourth,
    arrayReverseFill(chain -> chain.1 != 0, arrayMap((token, rest) -> if(token % 8 = 3, (intDiv(token, 8), rest), (0, 0)), tokens, fourth)) AS third,
    arrayReverseFill(chain -> chain.1 != 0, arrayMap((token, rest) -> if(token % 8 = 2, (intDiv(token, 8), rest.1, rest.2), (0, 0, 0)), tokens, third)) AS second,
    arrayMap((token, rest) -> (intDiv(token, 8), rest.1, rest.2, rest.3),
      arrayFilter(token -> token % 8 = 1, tokens), arrayFilter((rest, token) -> token % 8 = 1, second, tokens)) AS chains,
    arrayMap(chain -> toUInt8(1 + (chain.2 != 0 AND chain.2 <= chain.1 + 604800000)
      + (chain.3 != 0 AND chain.3 <= chain.1 + 604800000) + (chain.4 != 0 AND chain.4 <= chain.1 + 604800000)), chains) AS levels,
    arrayMax(levels) AS level, chains[indexOf(levels, level)] AS attempt
  FROM (
    SELECT arraySort(groupArray(toUnixTimestamp64Milli(ts) * 8 + transform(event, ['Product Viewed', 'Product Added', 'Checkout Started', 'Order Completed'], [1, 2, 3, 4], 0))) AS tokens
    FROM merged_events
    WHERE project_id = 'default' AND event IN ('Product Viewed', 'Product Added', 'Checkout Started', 'Order Completed')
      AND ts >= toDateTime64('2026-01-01 00:00:00', 3, 'UTC') AND ts < toDateTime64('2026-04-01 00:00:00', 3, 'UTC')
    GROUP BY person_key
    HAVING countIf(event = 'Product Viewed') > 0
  )
)
