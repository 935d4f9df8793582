import { useTranslations } from 'next-intl'

/** What an agent is, in words for customers. */
export function useRole(): (role: string) => string {
  const t = useTranslations('supportConsent.roles')
  return (role) => t(role === 'lead' ? 'lead' : 'support')
}
