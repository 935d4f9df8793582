import { useTranslations } from 'next-intl'
import { EVENT_WORDS, useEventName } from '../security/event-names'

/** Events that belong to no account, and the key of their words under `auditEvents`. Each actor is told beside them. */
export const AGENT_EVENT_WORDS = {
  'agent.sign-in': 'agentSignIn',
  'agent.sign-out': 'agentSignOut',
  'agent.search': 'agentSearch',
  'agent.add': 'agentAdd',
  'agent.disable': 'agentDisable',
  'agent.reset': 'agentReset',
  'agent.stop-all': 'stopAll',
  'agent.allow-all': 'allowAll',
  'agent.block': 'block',
  'agent.unblock': 'unblock',
  'agent.audit-check': 'check',
  'audit.checked': 'checked',
  'audit.export': 'exported',
  'sign-in': 'signIn',
  'password.forgot': 'passwordForgot',
  register: 'register',
} as const satisfies Readonly<Record<string, string>>

function isNamed(event: string): event is keyof typeof AGENT_EVENT_WORDS {
  return Object.hasOwn(AGENT_EVENT_WORDS, event)
}

/** What happened, in words, for those who look after agents. */
export function useAuditEventName(): (event: string) => string {
  const t = useTranslations('auditEvents')
  const nameOf = useEventName()
  return (event) => (isNamed(event) ? t(AGENT_EVENT_WORDS[event]) : nameOf(event))
}

export const AUDIT_EVENTS: readonly string[] = [...Object.keys(AGENT_EVENT_WORDS), ...Object.keys(EVENT_WORDS)]
