import '@fontsource-variable/inter/opsz.css'
import '@mantine/core/styles.layer.css'
import './theme/tokens.css'
import './theme/base.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { makeQueryClient } from './query-client.ts'
import { makeRouter } from './router.tsx'
import { colorSchemeManager, theme, tokenVariables } from './theme/theme.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element with the id root')

const queryClient = makeQueryClient(() => {
  // The login ended while a page was open: ask again, and the shell's guard leads to the login page and back.
  void router.invalidate()
})
const router = makeRouter(queryClient)

createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={tokenVariables}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)
