import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { sessionQuery } from '../session.ts'
import { Card } from '../ui/card.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import classes from './home.module.css'
import { SampleShopButton } from './sample-shop-button.tsx'

/** Home before the first event: the ways to the first page that shows something. */
export function FirstSteps() {
  const navigate = useNavigate()
  // The page turns into the real Home by itself once the first event is there.
  useQuery({ ...sessionQuery, refetchInterval: 3_000 })
  return (
    <>
      <PageTitle sub="Every page fills by itself as soon as there is something to count. One event is enough.">
        Nothing has arrived yet. Here is how to begin.
      </PageTitle>
      <Card>
        <ol className={classes.steps}>
          <li className={classes.step}>
            <div>
              <div className={classes.what}>Look around in the sample shop</div>
              <p className={classes.why}>
                A simulated shop with customers, orders and troubles, so that every page has something to
                show.
              </p>
            </div>
            <SampleShopButton />
          </li>
          <li className={classes.step}>
            <div>
              <div className={classes.what}>Send your first event</div>
              <p className={classes.why}>
                Ready-made code for your website, app or server. Segment’s and RudderStack’s own clients work
                unchanged.
              </p>
            </div>
            <Button variant="default" onClick={() => navigate({ to: '/settings' })}>
              Show the code
            </Button>
          </li>
          <li className={classes.step}>
            <div>
              <div className={classes.what}>Bring what you already have</div>
              <p className={classes.why}>
                Orders and events as CSV or NDJSON, or the access log of your web server. A dry run shows what
                would become of them.
              </p>
            </div>
            <Button variant="default" onClick={() => navigate({ to: '/imports' })}>
              Import a file
            </Button>
          </li>
          <li className={classes.step}>
            <div>
              <div className={classes.what}>See whether it arrives</div>
              <p className={classes.why}>Live shows every event within a second, with all that it carries.</p>
            </div>
            <Button variant="default" onClick={() => navigate({ to: '/live' })}>
              Open Live
            </Button>
          </li>
        </ol>
      </Card>
    </>
  )
}
