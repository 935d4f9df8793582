/** What an agent may be let change in a customer's account: one class at a time. Whatever is in none of them is never. */
export const WRITE_CLASSES = ['contacts', 'profile', 'cancellations', 'services'] as const
export type WriteClass = (typeof WRITE_CLASSES)[number]

/** What an action says about agents in the account: never, or with a grant for this class. */
export type SupportRule = 'never' | WriteClass

/** The pages whose forms a class opens, as a regular expression, for what those forms say. The action itself decides. */
export const CLASS_PAGES: Readonly<Record<WriteClass, string>> = {
  contacts: '^/contacts(/|$)',
  profile: '^/profile/details$',
  cancellations: '^/services/\\d+/(cancel|withdraw)$',
  services: '^/services/\\d+/name$',
}

/** Where an agent goes who may change something of this class. */
export const CLASS_HOME: Readonly<Record<WriteClass, string>> = {
  contacts: '/contacts',
  profile: '/profile/details',
  cancellations: '/services',
  services: '/services',
}
