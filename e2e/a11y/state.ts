import { FROM_MAIL } from '../support/mail-frame.ts'
import type { Page } from '@playwright/test'
import type { Portal } from '../support/portal.ts'
import type { Sandbox } from '../support/sandbox.ts'
import type { Version } from '../../sandbox/core/version.ts'

type Stage = {
  readonly page: Page
  readonly sandbox: Sandbox
  readonly portal: Portal
  readonly signInAs: (email: string, to?: string) => Promise<Page>
  readonly signInAsAgent: (to?: string, email?: string) => Promise<Page>
}

/** Every page in every state that a person can meet it in. A new page belongs here: `pages.spec.ts` says so. */
export type State = {
  readonly name: string
  /** The address as `listEndpoints` names it. */
  readonly page: string
  readonly reach: (stage: Stage) => Promise<void>
  readonly since?: Version
}

/** Failing pages make the browser say so on its console. */
export const EXPECTED_COMPLAINTS = [/status of 404/, /status of 503/, FROM_MAIL]
