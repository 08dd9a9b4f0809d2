import type { FastifyInstance } from 'fastify'
import { serveBuiltApp } from './serve-built-app.ts'

/**
 * Serves the built dashboard. Its pages are routes of the browser, so every path that is no file answers its shell.
 *
 * @param folder where the build lies
 */
export const serveDashboard = (app: FastifyInstance, folder: string): void =>
  serveBuiltApp(app, {
    base: '/',
    folder,
    programs: /^\/(api|v1|ofrep)(\/|$)/,
    title: 'The dashboard',
  })
