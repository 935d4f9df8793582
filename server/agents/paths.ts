import 'server-only'
import { safePath } from '@/lib/paths'

/** Where an agent goes after signing in: a page of the console, never one of a customer's. */
export function agentPath(wanted: string | undefined): string {
  const path = safePath(wanted)
  return /^\/agent(?:[/?]|$)/.test(path) && !path.startsWith('/agent/sign-in') ? path : '/agent'
}
