import { useTranslations } from 'next-intl'

/** Each event of the audit that belongs to an account, and the key of its words under `events`. */
export const EVENT_WORDS = {
  'account.choose': 'accountChoose',
  'account.open': 'accountOpen',
  'sign-out': 'signOut',
  'session.end': 'sessionEnd',
  'session.end-others': 'sessionEndOthers',
  'contact.add': 'contactAdd',
  'contact.update': 'contactUpdate',
  'contact.remove': 'contactRemove',
  'profile.details': 'profileDetails',
  'profile.preferences': 'profilePreferences',
  'profile.contact': 'profileContact',
  'own.details': 'ownDetails',
  'own.email': 'ownEmail',
  'person.invite': 'personInvite',
  'person.add': 'personAdd',
  'person.permissions': 'personPermissions',
  'person.password': 'personPassword',
  'person.remove': 'personRemove',
  'person.leave': 'personLeave',
  'cancellation.withdraw': 'cancellationWithdraw',
  'subscription.stop': 'subscriptionStop',
  'billing-site.open': 'billingSiteOpen',
  'service.name': 'serviceName',
  'service.open': 'serviceOpen',
  'invoice.generate': 'invoiceGenerate',
  'funds.invoice': 'fundsInvoice',
  'funds.automatic': 'fundsAutomatic',
  'funds.open': 'fundsOpen',
  'pay-method.default': 'payMethodDefault',
  'pay-method.remove': 'payMethodRemove',
  'pay-method.add': 'payMethodAdd',
  'cancellation.request': 'cancellationRequest',
  'refund.credit': 'refundCredit',
  'refund.request': 'refundRequest',
  'support.allow': 'supportAllow',
  'support.ask': 'supportAsk',
  'support.begin': 'supportBegin',
  'support.consent': 'supportConsent',
  'support.override': 'supportOverride',
  'support.pin': 'supportPin',
  'support.refuse': 'supportRefuse',
  'support.reveal': 'supportReveal',
  'support.enter': 'supportEnter',
  'support.leave': 'supportLeave',
  'support.end': 'supportEnd',
  'support.view': 'supportView',
  'support.refused': 'supportRefused',
  'support.blocked': 'supportBlocked',
  'support.unblocked': 'supportUnblocked',
  'support.begin-change': 'supportBeginChange',
  'support.write': 'supportWrite',
  'support.read': 'supportRead',
  'support.change': 'supportChange',
  'credit.apply': 'creditApply',
  'agent.client': 'agentClient',
  'credit.apply-several': 'creditApplySeveral',
  'invoice.pay': 'invoicePay',
  'invoices.combine': 'invoicesCombine',
  'invoices.pay-all': 'invoicesPayAll',
} as const satisfies Readonly<Record<string, string>>

function isNamed(event: string): event is keyof typeof EVENT_WORDS {
  return Object.hasOwn(EVENT_WORDS, event)
}

/** What happened, in words. One that an older portal wrote keeps its own name, and no page fails over it. */
export function useEventName(): (event: string) => string {
  const t = useTranslations('events')
  return (event) => (isNamed(event) ? t(EVENT_WORDS[event]) : event)
}
