import 'server-only'
import { z } from 'zod'

/** Set together or not at all. */
export const JIRA = ['JIRA_URL', 'JIRA_EMAIL', 'JIRA_API_TOKEN', 'JIRA_PROJECT'] as const

const number = (pattern: RegExp, error: string) => z.string().regex(pattern, error).transform(Number)

/** Whose law locks the labels of the buttons that end a contract. */
export const LAWS = ['de', 'fr', 'eu'] as const
export type Law = (typeof LAWS)[number]

const laws = z
  .string()
  .transform((text) => text.split(',').map((name) => name.trim().toLowerCase()))
  .pipe(z.array(z.enum(LAWS, 'must be names out of de, fr, eu')).min(1))

const words = z.string().transform((text) =>
  text
    .split(',')
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== ''),
)

/** What an operator decides about ending services. */
export const cancellationSettings = {
  /** What becomes of the unused part of a paid period when a service ends at once. */
  PORTAL_REFUND: z.enum(['none', 'request', 'credit'], 'must be none, request or credit').default('none'),
  /** Only in this many first days of a period; without it, in all of it. */
  PORTAL_REFUND_DAYS: number(/^[1-9]\d{0,3}$/, 'must be a number of days').optional(),
  PORTAL_CANCEL_REASON: z.enum(['optional', 'required'], 'must be optional or required').default('optional'),
  PORTAL_CANCEL_LABELS: laws.default([]),
  /** An active add-on with one of these words in its name is a licence: it cannot end in the middle of a period. */
  PORTAL_LICENSE_WORDS: words.default(['license', 'licence']),
  /** Where the portal's own tickets go; without it, to the first department that WHMCS names. */
  PORTAL_TICKET_DEPARTMENT: number(/^[1-9]\d{0,9}$/, 'must be the id of a department').optional(),
  JIRA_URL: z.url({ protocol: /^https?$/, error: 'must be an address like https://example.atlassian.net' }).optional(),
  JIRA_EMAIL: z.string().min(1).optional(),
  JIRA_API_TOKEN: z.string().min(1).optional(),
  JIRA_PROJECT: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]{1,20}$/, 'must be the key of a project, like OPS')
    .optional(),
} as const
