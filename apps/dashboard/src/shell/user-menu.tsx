import { Popover, SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useUser } from '../session.ts'
import { Icon } from '../ui/icon.tsx'
import classes from './sidebar.module.css'

const schemes = [
  { value: 'auto', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]

/** Who is logged in, how the dashboard looks on this device, and the way out. */
export function UserMenu() {
  const user = useUser()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const logOut = useLogOut()
  return (
    <Popover position="top-start" width={230} trapFocus>
      <Popover.Target>
        <button type="button" className={classes.user}>
          <span>{user.name || user.email}</span>
          <Icon name="more" />
        </button>
      </Popover.Target>
      <Popover.Dropdown p={8} aria-label="Account">
        <p className={classes.email}>{user.email}</p>
        <SegmentedControl
          data={schemes}
          value={colorScheme}
          onChange={(value) => setColorScheme(value === 'light' || value === 'dark' ? value : 'auto')}
          size="xs"
          fullWidth
          mb={6}
          aria-label="Colours"
        />
        <a className={classes.link} href="/docs">
          API documentation
        </a>
        <button type="button" className={classes.user} onClick={logOut}>
          Log out
        </button>
      </Popover.Dropdown>
    </Popover>
  )
}

function useLogOut(): () => Promise<void> {
  const queryClient = useQueryClient()
  const router = useRouter()
  return async () => {
    const { authClient } = await import('../govern/access/auth-client.ts')
    await authClient.signOut()
    queryClient.clear()
    await router.navigate({ to: '/login' })
  }
}
