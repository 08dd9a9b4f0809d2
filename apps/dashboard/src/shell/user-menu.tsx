import { Menu, SegmentedControl, useMantineColorScheme } from '@mantine/core'
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
    <Menu position="top-start" width={230} withinPortal>
      <Menu.Target>
        <button type="button" className={classes.user}>
          <span>{user.name || user.email}</span>
          <Icon name="more" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{user.email}</Menu.Label>
        <SegmentedControl
          data={schemes}
          value={colorScheme}
          onChange={(value) => setColorScheme(value === 'light' || value === 'dark' ? value : 'auto')}
          size="xs"
          fullWidth
          m={6}
          aria-label="Colours"
        />
        <Menu.Divider />
        <Menu.Item component="a" href="/docs">
          API documentation
        </Menu.Item>
        <Menu.Item onClick={logOut}>Log out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
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
