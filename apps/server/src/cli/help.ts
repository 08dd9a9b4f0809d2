export const helpText = `throughline <command>

  import <file>     Imports Segment-shaped NDJSON, CSV, or a web server's access log, plain or gzip.
                    Run it again after an interruption: it goes on where it stopped, and adds nothing twice.
      --format <f>          segment, csv or access_log, where the guess is wrong
      --mapping <file>      JSON that says how rows become events
      --write-mapping <f>   writes the guessed mapping to a file, to edit it, and ends
      --dry-run             shows what would become of the file, and stores nothing
      --source <name>       for a file that grows: tells rows apart by this name and their line
      --yes                 doesn't ask

  rebuild           Draws people, traits and groups anew from the event log.

  sample-shop       Loads the simulated shop, so that every page has something to show.

  Where a server runs on the data folder, commands go through it; else they open the folder themselves.
      --server <url>        another server
      --token <token>       its API token; else THROUGHLINE_API_TOKEN

  The data folder and all other settings: THROUGHLINE_DATA_DIR … or throughline.config.json, as for the server.
`
